using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS called in memory, without signature and wire, so that many questions take a millisecond together.</summary>
internal sealed class DirectKms : IDisposable
{
    public const string Id = "0987dcba-09fe-87dc-65ba-ab0987654321";
    public const string Root = "arn:aws:iam::987654321000:root";
    public const string DevRole = "arn:aws:iam::123456789000:role/SnapshotShare";

    /// <summary>A moment with a part of a second, which KMS writes behind the point.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 30, 0, 250, TimeSpan.Zero);
    public const double Epoch = 1768469400.25;

    public DirectKms(SandboxOptions? options = null)
    {
        Accounts = new(options ?? new SandboxOptions { Speed = 1, Seed = 1 }, Now);
        // What a test finds granted it granted itself.
        foreach (var grant in World.Grants.All.ToList())
            World.Grants.Remove(grant);
    }

    public Accounts Accounts { get; }
    public World World => Accounts.World;
    public Place Prod { get; } = new(TestAws.Production, TestAws.Region);
    public Key Sharing => World.Keys.Find(Prod.Key(Id))!;

    public Outcome Run(
        string operation,
        string body,
        string account = TestAws.Production,
        string role = "Administrator",
        string service = "TrentService."
    ) => KmsOperations.Run(Call(operation, account, role), service + operation, Encoding.UTF8.GetBytes(body));

    /// <summary>The answer; empty where KMS answers nothing.</summary>
    public JsonObject Answer(string operation, string body, string account = TestAws.Production, string role = "Administrator")
    {
        var outcome = Run(operation, body, account, role);
        Assert.True(outcome is JsonResult, outcome.ToString());
        return ((JsonResult)outcome).Body ?? [];
    }

    /// <summary>The refusal's code; empty where it is none.</summary>
    public string Code(string operation, string body, string account = TestAws.Production, string role = "Administrator") =>
        (Run(operation, body, account, role) as Refusal)?.Code ?? "";

    /// <summary>The refusal's words; empty where it is none.</summary>
    public string Words(string operation, string body, string account = TestAws.Production, string role = "Administrator") =>
        (Run(operation, body, account, role) as Refusal)?.Message ?? "";

    public Call Call(string operation, string account = TestAws.Production, string role = "Administrator")
    {
        var found = World.Roles.Find($"arn:aws:iam::{account}:role/{role}")!;
        var principal = new PolicyPrincipal(account, $"arn:aws:sts::{account}:assumed-role/{role}/tests", found.Arn)
        {
            UserId = $"{found.RoleId}:tests",
            TokenIssuedAt = Now,
        };
        return new(Accounts, Service.Kms, new Caller(principal, found.Policies), TestAws.Region, new([]), Now) { Operation = operation };
    }

    /// <summary>A role of production's that may do what its policy says.</summary>
    public void Role(string name, string policy) =>
        World.Roles.Put(FirstIdentities.Role(TestAws.Production, name, []) with { Policy = policy });

    /// <summary>A policy under which the account may do everything, and nobody what a second statement denies.</summary>
    public void Deny(string action, string condition) =>
        World.Keys.Put(
            Sharing with
            {
                Policy =
                    $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Root}}"},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"{{action}}","Resource":"*","Condition":{{condition}}}]}""",
            }
        );

    public void Dispose() => Accounts.Dispose();
}
