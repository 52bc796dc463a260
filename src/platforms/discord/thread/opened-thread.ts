import { MomError } from '../../../errors.ts';
import type { OpenThread, PanelView, ThreadRef } from '../../../ports/meeting-thread.ts';
import { renderPanel } from '../render/panel.ts';
import { safeTitle, threadName } from '../render/safe-text.ts';
import type { Lane } from './lane.ts';
import type { WantedPost } from './lane-post.ts';
import type { MeetingPosts } from './meeting-posts.ts';
import type { Poster } from './poster.ts';
import { restFault } from './rest-fault.ts';

/** What is known of channels. */
export interface Places {
  /** Whether threads can be begun in it: text and announcement channels. Elsewhere the meeting is shown in the channel itself. */
  canHaveThreads(channelId: string): boolean;
  canPost(channelId: string): boolean;
  /** False also for a thread that was archived: those are not told of. */
  isKnown(channelId: string): boolean;
}

/** Makes the panel and the thread of a meeting; again, where they stand already, it finds them. */
export class OpenedThread {
  readonly #request: OpenThread;
  readonly #posts: MeetingPosts;
  readonly #places: Places;
  readonly #poster: Poster;

  constructor(request: OpenThread, posts: MeetingPosts, { places, poster }: { places: Places; poster: Poster }) {
    this.#request = request;
    this.#posts = posts;
    this.#places = places;
    this.#poster = poster;
  }

  async open(signal: AbortSignal): Promise<ThreadRef> {
    const { guildId, channelId } = this.#request;
    const panelChannelId = this.#panelChannel();
    const threadId = this.#places.canHaveThreads(channelId) ? await this.#thread(panelChannelId, signal) : channelId;
    const panel = await this.#stand(this.#posts.panel, this.#panelPost(panelChannelId), signal);
    return { guildId, channelId, threadId, panelChannelId, panelMessageId: panel };
  }

  /** Nothing of a start that failed is left behind. */
  withdraw(): void {
    this.#posts.panel.remove('panel');
    this.#posts.thread.remove('starter');
  }

  /** Where the call was made, if the bot may write there. */
  #panelChannel(): string {
    const { panelChannelId, channelId } = this.#request;
    return this.#places.canPost(panelChannelId) ? panelChannelId : channelId;
  }

  /** A thread has the id of the message that bears it, so that a second attempt finds the first. */
  async #thread(panelChannelId: string, signal: AbortSignal): Promise<string> {
    const { channelId, title } = this.#request;
    const isPanelStarter = panelChannelId === channelId;
    const starterId = isPanelStarter
      ? await this.#stand(this.#posts.panel, this.#panelPost(channelId), signal)
      : await this.#stand(this.#posts.thread, this.#starterPost(panelChannelId), signal);
    if (this.#places.isKnown(starterId)) return starterId;
    try {
      return await this.#poster.startThread(channelId, starterId, threadName(title), signal);
    } catch (error: unknown) {
      if (restFault(error) === 'thread-exists') return starterId;
      throw error;
    }
  }

  /** Posts what does not stand there yet; gives the message's id. */
  async #stand(lane: Lane, wanted: WantedPost, signal: AbortSignal): Promise<string> {
    const known = lane.find(wanted.key)?.messageId;
    if (known) return known;
    lane.put(wanted);
    const { messageId } = await lane.posted(wanted.key, signal);
    if (messageId === null) throw new MomError('thread_failed', 'Discord gave the message no id');
    return messageId;
  }

  #panelPost(channelId: string): WantedPost {
    const { meetingId, title, startedAtMs } = this.#request;
    const nothing = { recorded: [], optedOut: [], captions: 0, packets: 0, lostPackets: 0, activities: [] };
    const unknown = { voiceChannelId: '', startedBy: null, privacyCode: null };
    const view: PanelView = { meetingId, title, state: 'joining', startedAtMs, ...unknown, ...nothing };
    return { key: 'panel', kind: 'panel', channelId, body: renderPanel(view, { threadId: null }) };
  }

  #starterPost(panelChannelId: string): WantedPost {
    const { channelId, title } = this.#request;
    const content = `**${safeTitle(title)}**\nCaptions and minutes are in the thread; the control panel stands in <#${panelChannelId}>.`;
    return { key: 'starter', kind: 'starter', channelId, body: { content } };
  }
}
