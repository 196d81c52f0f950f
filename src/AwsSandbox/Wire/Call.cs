using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>One authenticated call of one operation, with everything it may touch.</summary>
internal sealed record Call(Accounts Accounts, Service Service, Caller Caller, string Region, Parameters Form, DateTimeOffset Now)
{
    private readonly List<string> notes = [];

    public required string Operation { get; init; }
    public World World => Accounts.World;
    public Place Place => new(Caller.Account, Region);
    public SandboxRules Rules => Accounts.Options.Rules;
    public SandboxQuotas Quotas => Accounts.Options.Quotas;
    public SandboxDurations Durations => Accounts.Options.Durations;
    public Names Names => Accounts.Names;
    public AuthErrors Errors => AuthErrors.For(Service.Dialect);

    /// <summary>The words of the sandbox's own log that the wire does not say, such as which key action was missing.</summary>
    public IReadOnlyList<string> Notes => notes;

    public void Note(string text) => notes.Add(text);

    /// <summary>AWS's minutes, made as short as the sandbox's speed says.</summary>
    public TimeSpan Takes(double minutes) => TimeSpan.FromMinutes(minutes / Accounts.Options.Speed);

    public Refusal? Require(string action, string resource) =>
        Caller.WhyNot(action, resource, Region, Now) is { } why ? Errors.Denied(Caller.Arn, action, resource, why) : null;
}
