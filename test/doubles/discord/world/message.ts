import { asJson, asList, asNumber, asText, type Json } from '../json.ts';
import type { LocalChannel } from './channel.ts';
import { componentTexts, flatComponents } from './components.ts';

/** Message flags (docs: "Message Flags"). */
export const messageFlag = { EPHEMERAL: 1 << 6, LOADING: 1 << 7, IS_COMPONENTS_V2: 1 << 15 } as const;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly url: string;
  readonly description: string | null;
}

export interface Button {
  readonly label: string;
  readonly customId: string | null;
  readonly url: string | null;
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link, 6 premium. */
  readonly style: number;
  readonly isDisabled: boolean;
}

export interface MessageSource {
  readonly authorId: string;
  readonly createdAtMs: number;
  /** Whom alone it is shown to. */
  readonly onlyFor?: string | null;
  readonly interactionId?: string | null;
  /** 0 default, 18 thread created, 19 reply, 20 slash command. */
  readonly type?: number;
}

/** A message with everything that was ever done to it, and what a person sees of it. */
export class LocalMessage {
  readonly id: string;
  readonly channel: LocalChannel;
  readonly authorId: string;
  readonly createdAtMs: number;
  readonly onlyFor: string | null;
  readonly interactionId: string | null;
  readonly type: number;
  /** Body as the author sent it last. */
  body: Json;
  /** Every body since the first, the present one last. */
  readonly history: Json[];
  files: readonly StoredFile[];
  readonly editedAtMs: number[] = [];
  /** Emoji -> who. */
  readonly reactions = new Map<string, Set<string>>();
  thread: LocalChannel | null = null;
  isDeleted = false;

  constructor(id: string, channel: LocalChannel, body: Json, files: readonly StoredFile[], source: MessageSource) {
    this.id = id;
    this.channel = channel;
    this.body = body;
    this.history = [body];
    this.files = files;
    this.authorId = source.authorId;
    this.createdAtMs = source.createdAtMs;
    this.onlyFor = source.onlyFor ?? null;
    this.interactionId = source.interactionId ?? null;
    this.type = source.type ?? 0;
  }

  get content(): string {
    return asText(this.body['content']);
  }

  get flags(): number {
    return asNumber(this.body['flags']);
  }

  get isEphemeral(): boolean {
    return (this.flags & messageFlag.EPHEMERAL) !== 0;
  }

  get isLoading(): boolean {
    return (this.flags & messageFlag.LOADING) !== 0;
  }

  get components(): readonly Json[] {
    return asList(this.body['components']);
  }

  get embeds(): readonly Json[] {
    return asList(this.body['embeds']);
  }

  /** All words on the screen: content, embeds, text displays, labels of buttons not. */
  get text(): string {
    const embedded = this.embeds.flatMap((embed) => [
      asText(embed['title']),
      asText(embed['description']),
      ...asList(embed['fields']).flatMap((field) => [asText(field['name']), asText(field['value'])]),
      asText(asJson(embed['footer'])['text']),
    ]);
    return [this.content, ...embedded, ...componentTexts(this.components)].filter((line) => line !== '').join('\n');
  }

  get buttons(): readonly Button[] {
    return flatComponents(this.components)
      .filter((component) => component['type'] === 2)
      .map((component) => ({
        label: asText(component['label']) || asText(asJson(component['emoji'])['name']),
        customId: typeof component['custom_id'] === 'string' ? component['custom_id'] : null,
        url: typeof component['url'] === 'string' ? component['url'] : null,
        style: asNumber(component['style']),
        isDisabled: component['disabled'] === true,
      }));
  }

  /** Who is notified by it: user ids, `role:ID`, `everyone`. */
  get pings(): readonly string[] {
    return pingsOf(this.text, this.body['allowed_mentions']);
  }

  edit(changes: Json, files: readonly StoredFile[], atMs: number): void {
    this.body = { ...this.body, ...changes };
    this.history.push(this.body);
    this.files = files;
    this.editedAtMs.push(atMs);
  }
}

/** Mentions in a text that `allowed_mentions` lets through; without that field all do. */
function pingsOf(text: string, allowed: unknown): readonly string[] {
  const rules = allowed === undefined || allowed === null ? null : asJson(allowed);
  const parse = rules && Array.isArray(rules['parse']) ? rules['parse'] : [];
  const lets = (kind: string, id: string) => {
    if (rules === null || parse.includes(kind)) return true;
    const listed = rules[kind];
    return Array.isArray(listed) && listed.includes(id);
  };
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  const users = found(/<@!?(\d+)>/g).filter((id) => lets('users', id));
  const roles = found(/<@&(\d+)>/g).filter((id) => lets('roles', id));
  const everyone = /@(everyone|here)\b/.test(text) && lets('everyone', '');
  return [...new Set([...users, ...roles.map((id) => `role:${id}`), ...(everyone ? ['everyone'] : [])])];
}
