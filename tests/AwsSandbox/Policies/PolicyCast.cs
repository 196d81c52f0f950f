using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>The accounts, the key and the callers of the rules' tables.</summary>
internal static class PolicyCast
{
    public const string Owner = "111122223333";
    public const string Other = "444455556666";
    public const string Key = $"arn:aws:kms:us-west-2:{Owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string ViaRds = "rds.us-west-2.amazonaws.com";

    public static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    public static PolicyPrincipal Role(string account, string role = "ExampleRole", string session = "me") =>
        new(account, $"arn:aws:sts::{account}:assumed-role/{role}/{session}", $"arn:aws:iam::{account}:role/{role}")
        {
            UserId = $"AROAEXAMPLEROLE00001:{session}",
            TokenIssuedAt = Now.AddMinutes(-10),
        };

    public static PolicyPrincipal User(string account, string user = "ExampleUser") =>
        new(account, $"arn:aws:iam::{account}:user/{user}", $"arn:aws:iam::{account}:user/{user}") { UserId = "AIDAEXAMPLEUSER00001" };

    public static PolicyDocument Policy(params string[] statements) =>
        PolicyDocument.Parse(Text(statements)) ?? throw new ArgumentException(Text(statements), nameof(statements));

    public static string Text(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static string Allow(string principal, string actions = "\"kms:*\"", string more = "") =>
        Statement("Allow", principal, actions, more);

    public static string Deny(string principal, string actions = "\"kms:*\"", string more = "") =>
        Statement("Deny", principal, actions, more);

    /// <summary>The keys of a context: "a=1; b=2|3", where a bar stands between the values of one key.</summary>
    public static PolicyContext Context(string keys)
    {
        var context = new PolicyContext();
        foreach (var pair in keys.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            context[pair[..at]] = pair[(at + 1)..].Split('|');
        }
        return context;
    }

    private static string Statement(string effect, string principal, string actions, string more) =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{actions}},"Resource":"*"{{more}}}""";
}
