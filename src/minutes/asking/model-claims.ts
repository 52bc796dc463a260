import { modelFamily } from './model-family.ts';

/** Which seat speaks with which model in one round: nobody asks a model twice for two votes. */
export class ModelClaims {
  readonly #seats = new Map<string, string>();

  /** True when the model is now this seat's, or was. */
  take(seat: string, model: string): boolean {
    const family = modelFamily(model);
    const owner = this.#seats.get(family) ?? seat;
    this.#seats.set(family, owner);
    return owner === seat;
  }

  isFree(seat: string, model: string): boolean {
    const owner = this.#seats.get(modelFamily(model));
    return owner === undefined || owner === seat;
  }
}
