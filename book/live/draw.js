// What the cards are drawn with. Text goes in as text, never as HTML.
(() => {
  "use strict";

  /**
   * An element of a class that holds these.
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {string} name
   * @param {...(Node | string)} content
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  const make = (tag, name, ...content) => {
    const element = document.createElement(tag);
    if (name) {
      element.className = name;
    }
    element.append(...content);
    return element;
  };

  /**
   * A button that does this when it is pressed.
   * @param {string} label
   * @param {() => void} press
   */
  const button = (label, press) => {
    const element = make("button", "", label);
    element.type = "button";
    element.addEventListener("click", press);
    return element;
  };

  /**
   * A sentence whose `code` is drawn as code.
   * @param {string} text
   * @returns {(string | HTMLElement)[]}
   */
  const words = (text) =>
    text
      .split("`")
      .map((part, place) => (place % 2 ? make("code", "", part) : part))
      .filter((part) => part !== "");

  /**
   * A sign for the eye alone: what it says stands beside it in words.
   * @param {string} text
   */
  const sign = (text) => {
    const element = make("span", "sign", text);
    element.setAttribute("aria-hidden", "true");
    return element;
  };

  /**
   * `1 point`, `2 points`.
   * @param {number} number
   * @param {string} what
   */
  const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

  workbook.define("draw", { make, button, words, sign, count });
})();
