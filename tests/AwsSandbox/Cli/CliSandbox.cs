using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Tests.Cli;

// What is refused changes nothing, so all refusals share one sandbox and its sessions.
[assembly: AssemblyFixture(typeof(SlowAws))]

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>A sandbox on a port of its own, and the command line as each of its identities.</summary>
public abstract class CliSandbox(double speed) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<As, Lazy<Task<AwsCli>>> identities = new();
    private readonly HttpClient control = new();
    private Sandbox? sandbox;

    internal Uri Endpoint => sandbox!.Endpoint;

    public async ValueTask InitializeAsync() =>
        sandbox = await Sandbox.StartAsync(new() { Speed = speed }, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        if (sandbox is not null)
            await sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<CliAnswer> RunAsync(As who, string command)
    {
        var identity = await identities.GetOrAdd(who, _ => new(() => AssumeAsync(who))).Value;
        return await identity.RunAsync(command, TestContext.Current.CancellationToken);
    }

    /// <summary>What only the sandbox can do: faults, many snapshots at once, keys and roles changed behind everybody's back.</summary>
    internal async Task ControlAsync(string action, JsonObject body)
    {
        var url = new Uri(Endpoint, "/_sandbox/" + action);
        using var answer = await control.PostAsJsonAsync(url, body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal AwsCli With(string accessKey, string secret, string? token = null) => new(Endpoint, accessKey, secret, token);

    /// <summary>Asks again until the answer is the one waited for; the sandbox is fast, so two minutes are an eternity.</summary>
    internal async Task<CliAnswer> UntilAsync(As who, string command, Func<CliAnswer, bool> isDone)
    {
        var begun = TimeProvider.System.GetTimestamp();
        CliAnswer answer;
        do answer = await RunAsync(who, command);
        while (!isDone(answer) && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(2));
        Assert.True(isDone(answer), $"aws {command}\nnever came to what was waited for:\n{answer.Output}{answer.Complaint}");
        return answer;
    }

    private async Task<AwsCli> AssumeAsync(As who)
    {
        var operators = With("AKIASANDBOXOPERATOR1", "sandbox-secret");
        if (who == As.Operator)
            return operators;
        var account = who is As.Prod or As.ProdAdmin ? Cast.Production : Cast.Development;
        var role = who switch
        {
            As.ProdAdmin or As.DevAdmin => "Administrator",
            As.DevReader => "ReadOnly",
            _ => "SnapshotShare",
        };
        var command = $"sts assume-role --role-arn {Cast.RoleArn(account, role)} --role-session-name judge";
        var session = (await operators.RunAsync(command, CancellationToken.None)).Json["Credentials"]!;
        return With((string)session["AccessKeyId"]!, (string)session["SecretAccessKey"]!, (string)session["SessionToken"]!);
    }
}

/// <summary>Things take as long as on AWS: what a test starts is still under way when the test ends.</summary>
public sealed class SlowAws() : CliSandbox(1);

/// <summary>Minutes are milliseconds: what a test starts is done at the next call.</summary>
public sealed class FastAws() : CliSandbox(3000);
