using System.Runtime.InteropServices;
using SnapshotShare.AwsSandbox;

var settings = new ConfigurationBuilder().AddEnvironmentVariables("SANDBOX_").AddCommandLine(args).Build();
var options = settings.Get<SandboxOptions>() ?? new();
options = options with
{
    Url = settings["urls"] ?? options.Url,
    DataFolder = settings["Data"] ?? options.DataFolder,
    DailyBackups = settings.GetValue(nameof(SandboxOptions.DailyBackups), defaultValue: true),
};

using var stopped = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var sandbox = await Sandbox.StartAsync(options, TimeProvider.System, stopped.Token);
Console.WriteLine($"AWS sandbox listening on {sandbox.Endpoint} (RDS, KMS, STS and EC2; its own page is at the same address)");
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped.Token).ContinueWith(_ => { }, TaskScheduler.Default);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.Cancel();
}
