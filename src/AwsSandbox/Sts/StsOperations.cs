using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Sts;

/// <summary>STS: who one is, and who one may become.</summary>
internal static partial class StsOperations
{
    public static readonly IReadOnlyDictionary<string, Operation> All = new Operation[]
    {
        new("AssumeRole", AssumeRole, "RoleArn", "RoleSessionName") { NeedsPermission = false },
        new("GetCallerIdentity", GetCallerIdentity) { NeedsPermission = false },
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    public static Refusal? Check(Operation operation, Parameters form) =>
        Array.Find(operation.Required, name => form.Text(name) is null) is { } missing
            ? new(
                400,
                "ValidationError",
                $"1 validation error detected: Value null at '{char.ToLowerInvariant(missing[0])}{missing[1..]}' failed to satisfy constraint: Member must not be null"
            )
            : null;

    private static XmlResult GetCallerIdentity(Call call) =>
        new(new XmlText().Add("UserId", call.Caller.UserId).Add("Account", call.Caller.Account).Add("Arn", call.Caller.Arn).ToString());

    private static Outcome AssumeRole(Call call)
    {
        var arn = call.Form.Text("RoleArn")!;
        var name = call.Form.Text("RoleSessionName")!;
        var seconds = call.Form.Text("DurationSeconds") is null ? 3600 : call.Form.Int("DurationSeconds") ?? 0;
        if (CheckValues(call.Form, arn, name, seconds) is { } invalid)
            return invalid;
        if (call.Form.Text("Policy") is { } policy && PolicyDocument.Parse(policy) is not { IsIdentityPolicy: true })
            return new Refusal(400, "MalformedPolicyDocument", "The policy is not in the valid JSON format.");
        if (!Trusts(call, call.World.Roles.Find(arn)))
            return new Refusal(
                403,
                "AccessDenied",
                $"User: {call.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}"
            );
        var role = call.World.Roles.Find(arn)!;
        var longest = call.Caller.IsSession ? Math.Min(3600, role.LongestSession) : role.LongestSession;
        if (seconds > longest)
        {
            return Invalid(
                call.Caller.IsSession
                    ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
                    : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            );
        }
        return Begin(call, role, name, seconds);
    }

    private static Refusal? CheckValues(Parameters form, string arn, string name, int seconds)
    {
        if (arn.Length is < 20 or > 2048 || !arn.StartsWith("arn:aws:iam::", StringComparison.Ordinal))
            return Invalid($"{arn} is invalid");
        if (name.Length is < 2 or > 64 || !SessionName().IsMatch(name))
            return Invalid(
                $"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"
            );
        if (seconds is < 900 or > 43200)
            return Invalid(
                $"1 validation error detected: Value '{form["DurationSeconds"]}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200"
            );
        return form.Text("ExternalId") is { } id && id.Length is < 2 or > 1224
            ? Invalid(
                "1 validation error detected: Value at 'externalId' failed to satisfy constraint: Member must have length between 2 and 1224"
            )
            : null;
    }

    // A role that does not exist, one that does not trust the caller and a wrong external ID look the same from outside.
    private static bool Trusts(Call call, Role? role)
    {
        if (role is null || call.Caller.WhyNot("sts:AssumeRole", role.Arn, call.Region, call.Now) is not null)
            return false;
        if (role.ExternalId is not null && role.ExternalId != call.Form.Text("ExternalId"))
            return false;
        return role.TrustedAccounts.Any(t => t == call.Caller.Account || t == call.Caller.PrincipalArn);
    }

    private static XmlResult Begin(Call call, Role role, string name, int seconds)
    {
        foreach (var old in call.World.Sessions.All.Where(s => s.ExpiresAt < call.Now.AddDays(-1)).ToList())
            call.World.Sessions.Remove(old);
        var session = new Session(
            "ASIA" + call.Names.Capitals(16),
            call.Names.Secret(),
            call.Names.Token(),
            role.Arn,
            name,
            new DateTimeOffset(call.Now.Ticks - (call.Now.Ticks % TimeSpan.TicksPerSecond), call.Now.Offset).AddSeconds(seconds)
        )
        {
            Policy = call.Form.Text("Policy"),
            IssuedAt = call.Now,
        };
        call.World.Sessions.Put(session);
        return new(
            new XmlText()
                .Nest(
                    "Credentials",
                    x =>
                        x.Add("AccessKeyId", session.AccessKeyId)
                            .Add("SecretAccessKey", session.Secret)
                            .Add("SessionToken", session.Token)
                            .Add("Expiration", XmlText.Seconds(session.ExpiresAt))
                )
                .Nest(
                    "AssumedRoleUser",
                    x =>
                        x.Add("AssumedRoleId", $"{role.RoleId}:{name}")
                            .Add("Arn", $"arn:aws:sts::{role.Account}:assumed-role/{role.Name}/{name}")
                )
                .Add("SourceIdentity", call.Form.Text("SourceIdentity"))
                .ToString()
        );
    }

    private static Refusal Invalid(string message) => new(400, "ValidationError", message);

    [GeneratedRegex(@"^[\w+=,.@-]*\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, 1000)]
    private static partial Regex SessionName();
}
