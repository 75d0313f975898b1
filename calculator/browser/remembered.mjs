/** The columns of a list as the reader named them, kept on this device where they said so. */

const KEY = "payeatemps.columns";
const MOST = 30;

/** @typedef {Record<string, string>} Roles by the column's number */

export class Remembered {
  /** What is kept, by the headings of each list. @returns {Record<string, Roles>} */
  get all() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return found && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch {
      return {};
    }
  }

  /** @param {string} signature @param {Roles} roles @returns {boolean} whether they are kept */
  keep(signature, roles) {
    const { [signature]: before, ...others } = this.all;
    // The lists used last stay.
    const latest = Object.entries(others).slice(1 - MOST);
    return this.#write(Object.fromEntries([...latest, [signature, { ...before, ...roles }]]));
  }

  /** @param {string} signature */
  forget(signature) {
    const { [signature]: _, ...others } = this.all;
    this.#write(others);
  }

  /** @param {Record<string, Roles>} all */
  #write(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  }
}
