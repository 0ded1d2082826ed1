import { describe, expect, it } from 'vitest';
import { baseUrl, secret } from '../../src/vendors/shared/base-url.ts';

describe('a base address', () => {
  it.each([
    ['https://api.staging.jumptech.co.uk', 'https://api.staging.jumptech.co.uk'],
    ['https://api.example.com/api/v1//', 'https://api.example.com/api/v1'],
    ['HTTPS://API.Example.com:443/', 'https://api.example.com'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://127.0.0.1:4000/api/v1', 'http://127.0.0.1:4000/api/v1'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    ['http://10.1.2.3', 'http://10.1.2.3'],
    ['http://172.31.0.1', 'http://172.31.0.1'],
    ['http://vendors:8080', 'http://vendors:8080'],
    ['http://host.docker.internal:8080', 'http://host.docker.internal:8080'],
  ])('%s is taken as %s', (typed, taken) => {
    expect(baseUrl.parse(typed)).toBe(taken);
  });

  it.each([
    'http://api.example.com',
    'http://10.example.com',
    'http://127.0.0.1.example.com',
    'http://172.32.0.1',
    'http://8.8.8.8',
    'http://[2001:db8::1]',
    'http://example.internal.com',
    'ftp://localhost',
  ])('%s is not safe for a key', (typed) => {
    expect(baseUrl.safeParse(typed).error?.issues[0]?.message).toBe(
      'must start with https:// (http:// only for this machine or a private network)',
    );
  });

  it.each([
    'api.example.com',
    'https://',
    'https://api.example.com?apikey=k3y',
    'https://api.example.com/#top',
    'https://user@api.example.com',
    'https://:pa55@api.example.com',
  ])('%s is refused without repeating it', (typed) => {
    const message = baseUrl.safeParse(typed).error?.issues[0]?.message;
    expect(message).toBe('must be an address such as https://api.example.com, without query or user name');
  });
});

describe('a secret', () => {
  it('is what can travel in a header, and no message repeats it', () => {
    expect(secret.parse(' abc~!123 ')).toBe('abc~!123');
    for (const typed of ['', 'with space', 'line\nbreak', 'ünicode']) {
      const { error } = secret.safeParse(typed);
      expect(error).toBeDefined();
      if (typed !== '') expect(JSON.stringify(error?.issues)).not.toContain(typed);
    }
  });
});
