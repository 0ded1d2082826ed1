import { exampleCommand } from '../src/commands/usage.ts';
import { operations, vendors } from '../src/operations/catalog.ts';
import { type Operation, wordsOf } from '../src/operations/operation.ts';
import type { Vendor } from '../src/operations/vendor.ts';

/** Slack's limit for the hint of a command is higher, but a longer one is cut on the screen. */
const HINT_LENGTH = 120;
const TASTE_LENGTH = 36;

/** The first example where it is short enough to read in passing, the bare words of the operation otherwise. */
function taste(operation: Operation): string {
  const { resource, verb } = wordsOf(operation.id);
  const example = exampleCommand(operation, operation.examples[0]).replace(/^\S+ /, '');
  return example.length <= TASTE_LENGTH ? example : `${resource} ${verb}`;
}

/** What people try first: a search where there is one. Then the rest, resource by resource in turn. */
function inOrderOfInterest(own: readonly Operation[]): Operation[] {
  const resources = [...new Set(own.map(({ id }) => wordsOf(id).resource))];
  const isSearch = ({ id }: Operation) => wordsOf(id).verb === 'search';
  const lines = resources.map((resource) => {
    const line = own.filter(({ id }) => wordsOf(id).resource === resource);
    return [...line.filter(isSearch), ...line.filter((one) => !isSearch(one))];
  });
  const longest = Math.max(...lines.map((line) => line.length));
  return Array.from({ length: longest }, (_, index) => lines.flatMap((line) => line[index] ?? [])).flat();
}

/** `lead search acme | lead get 42 | ... | help`, as much as fits. */
function usageHint({ operations: own }: Vendor): string {
  const shown: string[] = [];
  for (const one of inOrderOfInterest(own).map(taste)) {
    if ([...shown, one, 'help'].join(' | ').length <= HINT_LENGTH) shown.push(one);
  }
  return [...shown, 'help'].join(' | ');
}

/** An operation that people ask about before they run it. */
const RISKY_EXAMPLE = operations.find(({ id }) => id.endsWith('.delete'))?.id ?? operations[0]?.id;

const commandOf = (vendor: Vendor) => ({
  command: `/${vendor.id}`,
  description: `${vendor.name}: ${vendor.summary}`,
  usage_hint: usageHint(vendor),
  should_escape: true,
});

export interface ManifestOptions {
  /** The bot may read the files that people add to its forms. */
  files?: boolean;
}

/**
 * Slack's description of this app, derived from the catalog. Without an address it asks for Socket Mode, which needs no
 * public URL; with one (`https://ops.example.com`) requests come over HTTP.
 */
export function appManifest(publicUrl?: string, { files = false }: ManifestOptions = {}): Record<string, unknown> {
  const url = publicUrl === undefined ? undefined : `${publicUrl.replace(/\/+$/, '')}/slack/events`;
  const here = url === undefined ? {} : { url };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Bellhop',
      description: `Ring once, it is done once: ${vendors.map(({ name }) => name).join(', ')} from Slack.`.slice(
        0,
        140,
      ),
      long_description: [
        'Bellhop brings the vendors of an operations team into Slack. Type a command with its values and the result comes',
        'back to the channel; leave values out and a form asks for them. Everything it can do is listed by `/ops help`.',
        `It knows ${operations.length} operations at ${vendors.length} vendors.`,
      ].join(' '),
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'bellhop', always_online: true },
      slash_commands: [
        ...vendors.map((vendor) => ({ ...commandOf(vendor), ...here })),
        {
          command: '/ops',
          description: 'Bellhop itself: help, notifications, history, rights, state of the vendors',
          usage_hint: `help | watch | watches | vendors | history [since=…] | show <reference> | may-i ${RISKY_EXAMPLE} | version`,
          should_escape: true,
          ...here,
        },
      ],
      shortcuts: [
        {
          type: 'global',
          name: 'Run an operation',
          callback_id: 'run_operation',
          description: 'Choose what to do from a list and fill in its form',
        },
        {
          type: 'message',
          name: 'Use this message',
          callback_id: 'use_message',
          description: 'Choose what to do with the text of this message, for example add it as a note',
        },
      ],
    },
    oauth_config: {
      scopes: {
        bot: [
          'app_mentions:read',
          'channels:read',
          'chat:write',
          'commands',
          'im:history',
          'usergroups:read',
          'users:read',
          ...(files ? ['files:read'] : []),
        ],
      },
    },
    settings: {
      event_subscriptions: {
        ...(url === undefined ? {} : { request_url: url }),
        bot_events: ['app_home_opened', 'app_mention', 'message.im'],
      },
      interactivity: {
        is_enabled: true,
        ...(url === undefined ? {} : { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}
