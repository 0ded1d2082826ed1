import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';

/** Type-ahead: no field asks for it yet, and Slack can show no error here, so the answer is an empty list. */
export const onOptions = async ({ ack }: SlackOptionsMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
  await ack({ options: [] });
};
