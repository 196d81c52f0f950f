// Set up event handlers
const reconnectModal = document.getElementById("components-reconnect-modal");
reconnectModal.addEventListener("components-reconnect-state-changed", handleReconnectStateChanged);

const retryButton = document.getElementById("components-reconnect-button");
retryButton.addEventListener("click", retry);

const resumeButton = document.getElementById("components-resume-button");
resumeButton.addEventListener("click", resume);

function handleReconnectStateChanged(event) {
  if (event.detail.state === "show") {
    lostAt = Date.now();
    reconnectModal.showModal();
  } else if (event.detail.state === "hide") {
    clearTimeout(nextTry);
    reconnectModal.close();
    // Once at once, and once when all that was drawn meanwhile has come.
    tellWhatWasTyped();
    setTimeout(tellWhatWasTyped, 700);
  } else if (event.detail.state === "failed") {
    tryLater();
  } else if (event.detail.state === "rejected") {
    location.reload();
  }
}

// What was typed just before the cut may never have arrived, and what the server drew before it knew comes after it: the field is set
// to what its writer saw and told again, or something else would be sent than what stood there. A network that goes silent is noticed
// only after the server's half-minute without a sign of life; a minute is before that in any case.
const typed = new Map();
const justBefore = 60000;
let lostAt = 0;
document.addEventListener("input", (event) => {
  if (event.isTrusted) typed.set(event.target, { text: event.target.value, at: Date.now() });
});

// The name that guards against deleting is empty once its dialog is closed, and that is told too.
document.addEventListener(
  "close",
  (event) => {
    const guard = event.target.querySelector("[data-guard]");
    if (!guard) return;
    guard.value = "";
    typed.set(guard, { text: "", at: Date.now() });
  },
  true,
);

function tellWhatWasTyped() {
  for (const [field, { text, at }] of typed) {
    if (!field.isConnected || at < lostAt - justBefore) typed.delete(field);
    else if (field.matches("textarea, input:not([type=radio], [type=checkbox])")) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

// The framework gives up after some minutes. A page that stands open all day must come back by itself after any outage.
const betweenTries = 30000;
let nextTry = 0;
function tryLater() {
  document.addEventListener("visibilitychange", retryWhenDocumentBecomesVisible);
  clearTimeout(nextTry);
  nextTry = setTimeout(retry, betweenTries);
}

async function retry() {
  document.removeEventListener("visibilitychange", retryWhenDocumentBecomesVisible);
  clearTimeout(nextTry);

  try {
    // Reconnect will asynchronously return:
    // - true to mean success
    // - false to mean we reached the server, but it rejected the connection (e.g., unknown circuit ID)
    // - exception to mean we didn't reach the server (this can be sync or async)
    const successful = await Blazor.reconnect();
    if (!successful) {
      // We have been able to reach the server, but the circuit is no longer available.
      // We'll reload the page so the user can continue using the app as quickly as possible.
      const resumeSuccessful = await Blazor.resumeCircuit();
      if (!resumeSuccessful) {
        location.reload();
      } else {
        reconnectModal.close();
      }
    }
  } catch (err) {
    // We got an exception, server is currently unavailable
    tryLater();
  }
}

async function resume() {
  try {
    const successful = await Blazor.resumeCircuit();
    if (!successful) {
      location.reload();
    }
  } catch {
    reconnectModal.classList.replace("components-reconnect-paused", "components-reconnect-resume-failed");
  }
}

async function retryWhenDocumentBecomesVisible() {
  if (document.visibilityState === "visible") {
    await retry();
  }
}
