/**
 * A map that drops its oldest entry when full.
 * @template Key, Value
 * @extends {Map<Key, Value>}
 */
export class BoundedMap extends Map {
  /** @param {number} limit */
  constructor(limit) {
    super();
    this.limit = limit;
  }

  /**
   * @override
   * @param {Key} key
   * @param {Value} value
   */
  set(key, value) {
    if (!this.has(key) && this.size >= this.limit) this.delete(/** @type {Key} */ (this.keys().next().value));
    return super.set(key, value);
  }
}
