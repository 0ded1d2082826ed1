import type { ReactNode } from 'react';
import type { Person } from '../../api.ts';

/** Initials on a colour of their own; a bell for the bot. Decoration: the name always stands beside it. */
export function Avatar({ person, size = 36 }: { person: Person | undefined; size?: number }): ReactNode {
  const name = person?.name ?? '?';
  const slackbot = person?.id === 'USLACKBOT';
  const initials = name
    .split(/\s+/, 2)
    .map((word) => word[0]?.toUpperCase())
    .join('');
  const isBot = person?.kind === 'bot';
  return (
    <span
      className="avatar"
      data-kind={slackbot ? 'slackbot' : (person?.kind ?? 'member')}
      style={{ width: size, height: size, fontSize: size * (isBot ? 0.56 : 0.4), '--hue': hueOf(person?.id ?? '') }}
      aria-hidden="true"
    >
      {slackbot ? '✳' : isBot ? '🛎️' : initials}
    </span>
  );
}

function hueOf(id: string): number {
  let sum = 7;
  for (const char of id) sum = (sum * 33 + char.charCodeAt(0)) % 65_537;
  return sum % 360;
}
