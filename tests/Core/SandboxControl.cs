using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox;

namespace SnapshotShare.Core.Tests;

/// <summary>Turns the sandbox's knobs and reads what it saw, through the control endpoint anybody can use.</summary>
internal static class SandboxControl
{
    public const string ProdRole = "arn:aws:iam::987654321000:role/SnapshotShare";
    public const string DevRole = "arn:aws:iam::123456789000:role/SnapshotShare";
    public const string SharingKey = "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321";

    /// <summary>A snapshot of development's that another installation made, there from the start.</summary>
    public const string AnothersSnapshot = "team-b-orders-r4t8w2ze";

    private static readonly string[] OwnRights = ["sts:AssumeRole"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task DoAsync(this InProcessSandbox aws, string action, object body)
    {
        using var http = Http(aws);
        var answer = await http.PostAsJsonAsync(new Uri($"/_sandbox/{action}", UriKind.Relative), body, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    public static async Task<JsonArray> CallsAsync(this InProcessSandbox aws)
    {
        using var http = Http(aws);
        return (await http.GetFromJsonAsync<JsonArray>(new Uri("/_sandbox/calls", UriKind.Relative), Ct))!;
    }

    /// <summary>Everything there is, without what only time changes.</summary>
    public static async Task<string> StateAsync(this InProcessSandbox aws)
    {
        using var http = Http(aws);
        var state = (await http.GetFromJsonAsync<JsonObject>(new Uri("/_sandbox/state", UriKind.Relative), Ct))!;
        state.Remove("now");
        return state.ToJsonString();
    }

    /// <summary>Takes actions away from a role, or gives it just these.</summary>
    public static async Task AllowAsync(this InProcessSandbox aws, string roleArn, Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        using var http = Http(aws);
        var state = (await http.GetFromJsonAsync<JsonObject>(new Uri("/_sandbox/state", UriKind.Relative), Ct))!;
        var role = state["roles"]!.AsArray().First(role => (string)role!["arn"]! == roleArn)!;
        var actions = role["actions"]!.AsArray().Select(action => (string)action!).ToList();
        await aws.DoAsync(
            "roles",
            new
            {
                account = roleArn.Split(':')[4],
                name = roleArn.Split('/')[1],
                actions = change(actions).ToList(),
            }
        );
    }

    /// <summary>Nobody may assume the account's SnapshotShare role any more.</summary>
    public static Task DistrustAsync(this InProcessSandbox aws, string account) =>
        aws.DoAsync(
            "roles",
            new
            {
                account,
                name = "SnapshotShare",
                trusted = Array.Empty<string>(),
            }
        );

    /// <summary>What the SnapshotShare role of an account called, as IAM spells it.</summary>
    public static async Task<IReadOnlySet<string>> ActionsOfAsync(this InProcessSandbox aws, string accountId) =>
        (await aws.CallsAsync())
            .Where(call => ((string?)call!["caller"])?.Contains($"::{accountId}:assumed-role/", StringComparison.Ordinal) == true)
            .Select(call => $"{(string)call!["service"]!}:{(string)call["operation"]!}")
            .Except(OwnRights)
            .ToHashSet(StringComparer.Ordinal);

    private static HttpClient Http(InProcessSandbox aws) => new(aws.CreateHandler()) { BaseAddress = new Uri("http://sandbox.localhost/") };
}
