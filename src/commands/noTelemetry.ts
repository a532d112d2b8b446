/** Stands in for `@vscode/extension-telemetry` in the bundle: the extension sends no telemetry, so it ships none. */
export class TelemetryReporter {
  sendTelemetryErrorEvent(): void {
    // Nothing leaves the machine.
  }

  sendTelemetryEvent(): void {
    // Nothing leaves the machine.
  }

  dispose(): void {
    // Nothing is held.
  }
}
