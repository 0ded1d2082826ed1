import { type Method, SlackError } from './call.ts';

export const FILES: Readonly<Record<string, Method>> = {
  'files.info': {
    scopes: ['files:read'],
    run(call) {
      const { files } = call.world;
      const file = files.get(call.required('file'));
      if (!file) throw new SlackError('file_not_found');
      return { file: files.object(file), comments: [], response_metadata: { next_cursor: '' } };
    },
  },
};
