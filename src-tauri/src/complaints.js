// Runs before the page in builds for journeys: policy violations and errors, as short sentences.
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
