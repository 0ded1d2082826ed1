/**
 * Slack's lengths (UTF-16 units) and counts, each named once; every builder reads them here. Sources: the type comments of
 * @slack/types and the Block Kit reference. Where two sources disagree the smaller number stands.
 */
export const LIMITS = {
  messageText: 4000,
  /** Undocumented: Slack answers `msg_blocks_too_long` from about 11,300 to 13,200 (bolt-js#2509, #2867). */
  messageTotal: 10_000,
  viewBlocks: 100,
  viewTitle: 24,
  viewButton: 24,

  headerText: 150,
  sectionText: 3000,
  sectionFields: 10,

  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  inputText: 3000,
  files: 10,

  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
} as const;

/** Our own taste, well inside Slack's limits. */
export const ROWS_PER_PAGE = 10;
export const FACTS_SHOWN = 40;
export const NOTES_SHOWN = 5;
export const NEXT_SHOWN = 10;
