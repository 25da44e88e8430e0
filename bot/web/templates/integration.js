// A button for another site, which opens the conversation in a frame. Nothing is loaded before somebody taps it.
(() => {
  const words = {{ group("integration")|tojson }};
  const from = new URL(document.currentScript.src).origin;
  const corner = "position:fixed;right:16px;bottom:16px;z-index:2147483000;";
  const letters = "font:600 17px/1.3 system-ui,sans-serif;";

  function make(tag, style, attributes) {
    const element = document.createElement(tag);
    element.style.cssText = `all:revert;box-sizing:border-box;${letters}${style}`;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const button = make("button", `${corner}padding:14px 22px;border:0;border-radius:999px;background:#1b5560;color:#fff;cursor:pointer;box-shadow:0 4px 18px rgba(0,0,0,.25);`, { type: "button", "aria-expanded": "false" });
  button.textContent = words.button;

  let panel = null;

  function open() {
    const fills = window.innerWidth < 520 || window.innerHeight < 560;
    const place = fills ? "position:fixed;inset:0;z-index:2147483000;" : `${corner}width:410px;height:min(720px,calc(100vh - 32px));border-radius:18px;`;
    panel = make("div", `${place}display:flex;flex-direction:column;overflow:hidden;background:#fff;box-shadow:0 8px 40px rgba(0,0,0,.3);`, { role: "dialog", "aria-label": words.title });
    const bar = make("div", "display:flex;justify-content:space-between;align-items:center;padding:4px 8px 4px 16px;background:#134049;", {});
    const tab = make("a", "color:#fff;font-size:14px;font-weight:400;", { href: `${from}/`, target: "_blank", rel: "noopener" });
    tab.textContent = words.new_tab;
    const close = make("button", "min-height:44px;padding:0 14px;border:0;background:none;color:#fff;cursor:pointer;", { type: "button" });
    close.textContent = words.close;
    close.addEventListener("click", shut);
    const frame = make("iframe", "flex:1;width:100%;border:0;", { src: `${from}/cadre`, title: words.title, referrerpolicy: "no-referrer" });
    bar.append(tab, close);
    panel.append(bar, frame);
    document.body.append(panel);
    button.hidden = true;
    button.style.display = "none";
    button.setAttribute("aria-expanded", "true");
    close.focus();
  }

  // The frame goes, and with it the only copy of the conversation's key.
  function shut() {
    panel.remove();
    panel = null;
    button.hidden = false;
    button.style.display = "";
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel) shut(); });
  const show = () => document.body.append(button);
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
})();
