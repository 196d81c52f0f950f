using System.Text.Json;
using Amazon.RDS;
using Amazon.Runtime;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning.Policies;

/// <summary>
/// A hundred shapes of key policies as they stand in public repositories, each with the verdict that IAM's and KMS's guides give and the reason for it in
/// a line: <c>public_key_policies.jsonl</c>, written without having read what is judged by it.
/// </summary>
public sealed class the_key_policies_that_people_publish
{
    private static readonly DateTime Now = new(2023, 12, 21, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Dictionary<string, JsonElement> Rows = Read();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Rows.Keys];

    internal static JsonElement Row(string name) => Rows[name];

    [Fact]
    public void are_a_hundred_and_none_twice()
    {
        Assert.Equal(100, Rows.Count);
        Assert.Equal(100, Rows.Values.Select(row => row.GetProperty("policy").GetRawText()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Rows.Values, row => Assert.InRange(Text(row, "why").Length, 30, 400));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void are_judged_as_the_guides_say(string name)
    {
        var row = Rows[name];
        var findings = KeyPolicyLint
            .Of(row.GetProperty("policy").GetRawText(), Sample.SharingKey, Sample.Route.From, Sample.Route.To, now: Now)
            .ToList();
        var told = $"{Text(row, "why")}\n{string.Join('\n', findings.Select(finding => $"{finding.Severity}: {finding.Message}"))}";

        Assert.True(
            Text(row, "target") == Verdict(findings, Sample.Dev, "sharing-key-closed-to-target"),
            $"target {Text(row, "target")}: {told}"
        );
        Assert.True(
            Text(row, "owner") == Verdict(findings, Sample.Prod, "sharing-key-closed-to-source"),
            $"owner {Text(row, "owner")}: {told}"
        );
        Assert.True(
            Texts(row, "strangers").Select(Principal).Order(StringComparer.Ordinal).SequenceEqual(Strangers(findings)),
            $"strangers {string.Join(", ", Texts(row, "strangers"))}: {told}"
        );
        var hangs = string.Join(
            ' ',
            findings.Where(finding => finding.Code == KeyPolicyLint.Unjudgeable).Select(finding => finding.Message)
        );
        foreach (var key in Texts(row, "hangsOn").Select(key => key == "NotPrincipal" ? "Principal " : key))
            Assert.True(hangs.Contains(key, StringComparison.Ordinal), $"hangs on {key}: {told}");
        Assert.True(Texts(row, "hangsOn").Any() == hangs.Length > 0, $"hangs on {string.Join(", ", Texts(row, "hangsOn"))}: {told}");
    }

    /// <summary>A copy in the sandbox, which reads policies by itself, is refused or taken as the row says.</summary>
    [Fact]
    public async Task let_a_real_copy_through_or_not_as_the_guides_say()
    {
        await using var rig = await new Rig().OpenAsync();
        var (prod, dev) = (rig.Rds("prod"), rig.Rds("dev"));
        var automated = (await prod.DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "automated" }, Ct)).DBClusterSnapshots[0];
        await CopyAsync(prod, automated.DBClusterSnapshotArn, "published", SandboxControl.SharingKey);
        rig.Time.Pass(TimeSpan.FromHours(2));
        await rig.ShareByHandAsync("published");
        var published =
            automated.DBClusterSnapshotArn[..automated.DBClusterSnapshotArn.LastIndexOf(":cluster-snapshot:", StringComparison.Ordinal)]
            + ":cluster-snapshot:published";
        var wrong = new List<string>();
        foreach (var (name, row) in Rows)
        {
            await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, policy = row.GetProperty("policy") });
            rig.Time.Pass(TimeSpan.FromMinutes(10));
            foreach (
                var (side, refused) in new[]
                {
                    ("owner", await CopyAsync(prod, automated.DBClusterSnapshotArn, name, SandboxControl.SharingKey)),
                    ("target", await CopyAsync(dev, published, name, "alias/aws/rds")),
                }
            )
                if (Text(row, side) is not "hangs" and var verdict && (verdict == "fails") != (refused == "KMSKeyNotAccessibleFault"))
                    wrong.Add($"{name}, {side} {verdict}: {refused ?? "taken"}; {Text(row, "why")}");
            rig.Time.Pass(TimeSpan.FromHours(2));
            await DeleteAsync(prod, name);
            await DeleteAsync(dev, name);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <returns>The code of the refusal; null where the copy was taken.</returns>
    private static async Task<string?> CopyAsync(IAmazonRDS rds, string source, string name, string key)
    {
        try
        {
            await rds.CopyDBClusterSnapshotAsync(
                new()
                {
                    SourceDBClusterSnapshotIdentifier = source,
                    TargetDBClusterSnapshotIdentifier = name,
                    KmsKeyId = key,
                },
                Ct
            );
            return null;
        }
        catch (AmazonServiceException e)
        {
            return e.ErrorCode;
        }
    }

    private static async Task DeleteAsync(IAmazonRDS rds, string name)
    {
        try
        {
            await rds.DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = name }, Ct);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "DBClusterSnapshotNotFoundFault")
        {
            // The copy was refused.
        }
    }

    private static string Verdict(List<Finding> findings, string account, string closed) =>
        findings.Exists(finding => finding.Code == closed)
        || findings.Exists(finding => finding.Code == "sharing-key-denies-use" && Value(finding, "account") == account)
            ? "fails"
        : findings.Exists(finding => finding.Code == KeyPolicyLint.Unjudgeable && Value(finding, "account") == account) ? "hangs"
        : "works";

    private static IEnumerable<string> Strangers(List<Finding> findings) =>
        findings
            .Where(finding => finding.Code == "sharing-key-open-to-others")
            .SelectMany(finding => Value(finding, "principals").Split(", "))
            .Order(StringComparer.Ordinal);

    private static string Principal(string name) =>
        name.StartsWith("o-", StringComparison.Ordinal) ? $"organization {name}"
        : name.Length == 12 && name.All(char.IsAsciiDigit) ? $"arn:aws:iam::{name}:root"
        : name;

    private static string Value(Finding finding, string name) => finding.Message.Values[name];

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    private static Dictionary<string, JsonElement> Read()
    {
        using var stream = typeof(the_key_policies_that_people_publish).Assembly.GetManifestResourceStream("public_key_policies.jsonl")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToDictionary(row => Text(row, "name"), StringComparer.Ordinal);
    }
}
