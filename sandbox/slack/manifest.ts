import { z } from 'zod';

const Switch = z.boolean().default(false);
const Url = z.string().optional();

const Manifest = z.object({
  display_information: z.object({ name: z.string() }).prefault({ name: 'Bellhop' }),
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: Switch }).prefault({}),
      bot_user: z.object({ display_name: z.string() }).prefault({ display_name: 'bellhop' }),
      slash_commands: z
        .array(
          z.object({
            command: z.string(),
            description: z.string(),
            usage_hint: z.string().optional(),
            should_escape: Switch,
          }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.object({
            type: z.enum(['global', 'message']),
            name: z.string(),
            callback_id: z.string(),
            description: z.string(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).prefault({}) }).prefault({}),
  settings: z
    .object({
      interactivity: z.object({ is_enabled: Switch, message_menu_options_url: Url }).prefault({}),
      socket_mode_enabled: Switch,
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
  functions: z
    .record(
      z.string(),
      z.object({
        title: z.string(),
        description: z.string().default(''),
        input_parameters: z.unknown(),
        output_parameters: z.unknown(),
      }),
    )
    .default({}),
});

/** What the simulator needs of the app's manifest; the rest is Slack's business. */
export type Manifest = z.output<typeof Manifest>;

/** Throws a ZodError when the parsed manifest has not the shape Slack asks for. */
export const readManifest = (parsed: unknown): Manifest => Manifest.parse(parsed);
