// Runs before the page in builds for journeys: policy violations and errors, as short sentences,
// and when the first frame with content was drawn.
window.duizhaoComplaints = [];
addEventListener("securitypolicyviolation", (event) =>
  window.duizhaoComplaints.push(
    `policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`,
  ),
);
addEventListener("error", (event) => window.duizhaoComplaints.push(`error: ${event.message}`));
addEventListener("unhandledrejection", (event) =>
  window.duizhaoComplaints.push(`unhandled: ${event.reason?.message ?? JSON.stringify(event.reason)}`),
);

const waitForContent = () => {
  if (document.querySelector("[data-testid=app][data-started=true]") === null) {
    requestAnimationFrame(waitForContent);
    return;
  }
  requestAnimationFrame(() => {
    window.duizhaoContent = performance.now();
  });
};
addEventListener("DOMContentLoaded", waitForContent);
