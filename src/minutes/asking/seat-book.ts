import type { MinutesMode } from '../../domain/minutes.ts';
import { Catalogue } from './catalogue.ts';
import type { MeetingFacts } from './council-rules.ts';
import { unlessAborted } from './deadline.ts';
import type { CouncilDesk } from './desk.ts';
import { ModelClaims } from './model-claims.ts';
import type { Seat } from './seat.ts';
import { SeatCaller } from './seat-caller.ts';
import { type PlannedSeat, planSeats, type SeatPlan } from './seat-plan.ts';

const DAY_MS = 86_400_000;

/** The five seats and who may fill them at this moment. */
export class SeatBook {
  readonly seats: readonly Seat[];
  readonly #desk: CouncilDesk;
  readonly #catalogue: Catalogue;
  /** Ends what no single caller may end for the others. */
  readonly #stop = new AbortController();

  constructor(seats: readonly Seat[], desk: CouncilDesk) {
    this.seats = seats;
    this.#desk = desk;
    this.#catalogue = new Catalogue({ ...desk, seats });
  }

  get hasProviders(): boolean {
    return this.#desk.providers.size > 0;
  }

  /** Who is to be asked now. The list of models is looked up once a day, in 5 s at most. */
  async plan(mode: MinutesMode, signal: AbortSignal): Promise<SeatPlan> {
    if (mode !== 'local' && this.hasProviders) await unlessAborted(this.#catalogue.refresh(this.#stop.signal), signal);
    const { providers, memory, clock } = this.#desk;
    const nowMs = clock.now();
    const retired = await memory.retired(nowMs);
    return planSeats(this.seats, mode, { providers, cardsOf: (name) => this.#catalogue.cardsOf(name), retired, nowMs });
  }

  /** One caller for what a single cheap seat can do; null when there is none. */
  async cheapCaller({ scope, meetingId }: MeetingFacts, signal: AbortSignal): Promise<SeatCaller | null> {
    const { asked, reserve } = await this.plan('fast', signal);
    const [first] = asked;
    if (!first) return null;
    const candidates = [...asked, ...reserve].flatMap((seat) => seat.candidates);
    return new SeatCaller({ seat: first.name, candidates, claims: new ModelClaims(), scope, meetingId }, this.#desk);
  }

  /** Callers that never begin with the same model. */
  callers(seats: readonly PlannedSeat[], { scope, meetingId }: MeetingFacts): readonly SeatCaller[] {
    const claims = new ModelClaims();
    for (const { name, candidates } of seats) claims.take(name, candidates[0]?.model ?? '');
    return seats.map(
      ({ name, candidates }) => new SeatCaller({ seat: name, candidates, claims, scope, meetingId }, this.#desk),
    );
  }

  /** Looks up what is offered now and then every day, until the signal ends. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#catalogue.refresh(this.#stop.signal);
      await this.#desk.clock.delay(DAY_MS, signal).catch(() => undefined); // aborted: the loop ends
    }
  }

  close(): void {
    this.#stop.abort(new DOMException('AI MOM stops', 'AbortError'));
  }
}
