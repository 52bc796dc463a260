import type { DeliveryService } from '../doubles/discord/dave/delivery-service.ts';
import {
  type LocalChannel,
  type LocalDiscord,
  type LocalGuild,
  type SimulatedUser,
  type SpeakOptions,
  syntheticPackets,
} from '../doubles/discord/index.ts';
import { inOneGroup, settled } from '../protocol/capture/rig.ts';

/** A live meeting in which things go wrong. */
export interface Trouble {
  readonly discord: LocalDiscord;
  readonly guild: LocalGuild;
  channel: LocalChannel;
  readonly users: readonly SimulatedUser[];
  /** Everybody at once, so many packets each. */
  talk(count: number, options?: SpeakOptions): Promise<unknown>;
  /** Until the journal says that sound flows again, and everybody is introduced. */
  reconnected(): Promise<void>;
  /** What everybody sends until `work` is done may be lost: it can be opened by nobody who was not in the group. */
  losing(work: () => Promise<unknown>): Promise<void>;
}

/** One row of the fault matrix (docs/discord.md, "What is tested"). */
export interface FaultRow {
  readonly name: string;
  /** Only with end-to-end encryption. */
  readonly isOfKeys?: true;
  readonly happen: (call: Trouble) => Promise<unknown>;
}

const quickly = { packetMs: 2 };
const slowly = { packetMs: 10 };

const bot = ({ discord, channel }: Trouble) => discord.voice.call(channel).bot;

function keysOf({ discord, channel }: Trouble): DeliveryService {
  const { dave } = discord.voice.call(channel);
  if (!dave) throw new Error('not end-to-end encrypted');
  return dave;
}

const closed =
  (code: number | undefined) =>
  async (call: Trouble): Promise<void> => {
    const resumed = call.discord.notices.next('voice-resume');
    const spoken = call.talk(60, slowly);
    bot(call).close(code);
    await Promise.all([resumed, spoken]);
  };

const newSession = (cause: (call: Trouble) => unknown) => async (call: Trouble) => {
  const again = call.reconnected();
  await cause(call);
  await again;
};

async function withGuest(call: Trouble, work: (guest: SimulatedUser) => Promise<unknown>): Promise<void> {
  const guest = call.discord.user('Guest');
  guest.join(call.channel);
  await work(guest);
  guest.leave();
  await inOneGroup(call.discord, call.channel);
}

/** What may go wrong with packets on their way. */
const packetRows: readonly FaultRow[] = [
  { name: 'packets are lost', happen: (call) => call.talk(60, { ...quickly, drop: { share: 0.05, seed: 3 } }) },
  {
    name: 'packets are overtaken and doubled',
    happen: (call) => call.talk(60, { ...quickly, late: { pick: { every: 5, offset: 2 }, by: 2 }, duplicate: [3, 59] }),
  },
  { name: 'datagrams can not be opened', happen: (call) => call.talk(60, { ...quickly, corrupt: [10, 11] }) },
  {
    name: 'sources are told late',
    happen: async (call) => {
      for (const user of call.users) user.changeSsrc();
      await call.talk(60, { ...slowly, announce: 30 });
    },
  },
  {
    name: 'sources change without a word',
    isOfKeys: true,
    happen: async (call) => {
      for (const user of call.users) user.changeSsrc();
      await call.talk(60, { ...slowly, announce: 'never' });
    },
  },
  {
    name: 'header extensions are strange',
    happen: (call) => call.talk(20, { ...quickly, extension: { profile: 0x1000, words: Buffer.alloc(8, 9) } }),
  },
  {
    name: 'noise comes in',
    happen: async (call) => {
      for (const bytes of [0, 40, 1_400]) bot(call).transmit(Buffer.alloc(bytes, 0x90));
      await call.talk(20, quickly);
    },
  },
];

/** What may go wrong with keys. */
const keyRows: readonly FaultRow[] = [
  {
    name: 'somebody comes and goes',
    happen: (call) =>
      withGuest(call, (guest) => Promise.all([call.talk(60, slowly), guest.speak(syntheticPackets(60))])),
  },
  {
    name: 'keys change while the connection is resumed',
    isOfKeys: true,
    happen: async (call) => {
      const resumed = call.discord.notices.next('voice-resume');
      bot(call).close();
      await withGuest(call, () => Promise.all([resumed, call.talk(60, slowly)]));
    },
  },
  {
    name: 'a commit is spoilt',
    isOfKeys: true,
    happen: (call) =>
      call.losing(async () => {
        keysOf(call).faults.corruptCommits = 1;
        const recovered = call.discord.notices.next('dave-recovery');
        const spoken = call.talk(200, slowly);
        await withGuest(call, () => Promise.all([recovered, spoken]));
      }),
  },
  {
    name: 'proposals are malformed',
    isOfKeys: true,
    happen: async (call) => {
      keysOf(call).sendMalformedProposals();
      await call.talk(20, slowly);
    },
  },
  {
    name: 'somebody speaks in clear',
    isOfKeys: true,
    happen: (call) => call.losing(() => call.talk(75, { ...quickly, unencrypted: { from: 0, to: 75 } })),
  },
  {
    name: 'transitions have the id 0',
    isOfKeys: true,
    happen: async (call) => {
      keysOf(call).faults.usesTransitionZero = true;
      await withGuest(call, () => call.talk(60, slowly));
      keysOf(call).faults.usesTransitionZero = false;
    },
  },
  {
    name: 'the call goes on in clear, and encrypted again',
    isOfKeys: true,
    happen: async (call) => {
      await keysOf(call).downgrade();
      await call.talk(20, slowly);
      await call.losing(async () => {
        keysOf(call).upgrade();
        await Promise.all([call.talk(20, slowly), inOneGroup(call.discord, call.channel)]);
      });
    },
  },
];

/** What may go wrong with connections. */
const connectionRows: readonly FaultRow[] = [
  { name: 'the voice connection is cut', happen: closed(undefined) },
  { name: 'it is closed with 1000', happen: closed(1_000) },
  { name: 'it is closed with 4015', happen: closed(4_015) },
  { name: 'it is closed with 4006', happen: newSession((call) => bot(call).close(4_006)) },
  { name: 'it is closed with 4009', happen: newSession((call) => bot(call).close(4_009)) },
  { name: 'it is closed with 4021', happen: newSession((call) => bot(call).close(4_021)) },
  { name: 'it is closed with 4022', happen: newSession((call) => bot(call).close(4_022)) },
  {
    name: 'it may not be resumed',
    happen: newSession((call) => {
      const { faults } = call.discord.voice;
      faults.refusesResume = true;
      bot(call).close();
      void call.discord.notices.next('voice-ready').then(() => {
        faults.refusesResume = false;
      });
    }),
  },
  {
    name: 'requests stay unanswered',
    happen: newSession((call) => {
      call.discord.voice.faults.unansweredRequests = 2;
      bot(call).close(4_006);
    }),
  },
  {
    name: 'the answer to the question for the address is lost',
    happen: newSession((call) => {
      for (const host of call.discord.voice.hosts) host.lostDiscoveries = 1;
      bot(call).close(4_006);
    }),
  },
  {
    name: 'the call moves to another server',
    happen: newSession(({ discord, channel }) => discord.voice.moveCall(channel)),
  },
  {
    name: 'the server goes away first',
    happen: newSession(({ discord, channel }) => discord.voice.moveCall(channel, { announcesNull: true })),
  },
  {
    name: 'the bot is dragged to another channel',
    happen: newSession((call) => {
      call.channel = call.guild.channel('Other');
      call.discord.voice.moveBot(call.guild, call.channel);
      for (const user of call.users) user.join(call.channel);
    }),
  },
  {
    name: 'the gateway is cut',
    happen: async (call) => {
      const resumed = call.discord.notices.next('gateway-resume');
      call.discord.gateway.drop();
      await Promise.all([resumed, call.talk(60, slowly)]);
    },
  },
  {
    name: 'the gateway session is another one',
    happen: async (call) => {
      const { faults } = call.discord.gateway;
      faults.refusesResume = true;
      const identified = call.discord.notices.next('gateway-identify', undefined, 15_000);
      call.discord.gateway.drop();
      await Promise.all([identified, call.talk(60, slowly)]);
      faults.refusesResume = false;
    },
  },
  { name: 'the gateway session ends', happen: newSession((call) => call.discord.gateway.endSessions()) },
];

export const faultRows: readonly FaultRow[] = [...packetRows, ...keyRows, ...connectionRows];

/** After a row people are introduced again, as a server does when they speak. */
export const introduced = ({ discord, channel }: Trouble): Promise<void> => settled(discord, channel);
