import fc from 'fast-check';

/** Text as people and programs really produce it: quotes of every kind, line breaks, emoji, right-to-left, Slack's entities. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '"',
        '“',
        '”',
        "'",
        '’',
        '«',
        '»',
        '\\',
        '\n',
        '\t',
        ' ',
        '=',
        '--private',
        'title=',
        '\u202e',
        'مرحبا',
        '👩‍👩‍👧',
        '<@U1|ada>',
        '<!channel>',
        '<!subteam^S1|@ops>',
        '&lt;',
        '\0',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
