using System.Globalization;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.Core.Planning.Policies;
using KeyCall = SnapshotShare.AwsSandbox.Policies.KeyCall;
using PolicyDocument = SnapshotShare.AwsSandbox.Policies.PolicyDocument;
using PolicyPrincipal = SnapshotShare.AwsSandbox.Policies.PolicyPrincipal;

namespace SnapshotShare.Core.Tests.Planning.Policies;

/// <summary>
/// The linter and the sandbox read policies in two ways, each written from the guides without the other. Where the linter is sure, the sandbox must do as it
/// says; and whoever may use the key in the sandbox must be somebody of whom the linter tells.
/// </summary>
public sealed class two_readings_of_a_key_policy
{
    private const int Policies = 10_000;
    private const string Stranger = "555566667777";

    /// <summary>An account that no generated policy names.</summary>
    private const string Nobody = "999999999999";

    private static readonly string[] Actions = ["kms:DescribeKey", "kms:CreateGrant", "kms:Decrypt", "kms:PutKeyPolicy"];
    private static readonly DateTimeOffset Now = new(2023, 12, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly PolicyDocument Everything = PolicyDocument.Allowing(["*"]);

    [Fact]
    public void agree_on_ten_thousand_policies()
    {
        var wrong = new List<string>();
        var (sure, unsure) = (0, 0);
        for (var seed = 0; seed < Policies && wrong.Count < 20; seed++)
        {
            var text = new Generated(new Random(seed)).Policy();
            foreach (var (question, ours, theirs) in Compared(text))
            {
                if (ours == Truth.Unknown)
                    unsure++;
                else
                    sure++;
                if ((ours == Truth.Yes && theirs is not null) || (ours == Truth.No && theirs is null))
                    wrong.Add($"{question}: {ours}, and the sandbox {theirs ?? "allows it"}: {text}");
            }
            if (Untold(text) is { } stranger)
                wrong.Add($"{stranger} may use the key, and nothing is told of strangers: {text}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        // That they agree says something only where the linter dares to say anything.
        Assert.InRange(unsure, 1, sure / 4);
    }

    [Theory]
    [MemberData(nameof(the_key_policies_that_people_publish.Names), MemberType = typeof(the_key_policies_that_people_publish))]
    public void agree_on_what_people_publish(string name)
    {
        var row = the_key_policies_that_people_publish.Row(name);
        var policy = row.GetProperty("policy").GetRawText();
        foreach (var (question, ours, theirs) in Compared(policy))
            Assert.False(
                (ours == Truth.Yes && theirs is not null) || (ours == Truth.No && theirs is null),
                $"{question}: {ours}, {theirs}"
            );
        Assert.Null(Untold(policy));
    }

    /// <summary>Each question that both are asked, the linter's word, and why the sandbox refuses.</summary>
    private static IEnumerable<(string Question, Truth Ours, string? Theirs)> Compared(string text)
    {
        var ours = Core.Planning.Policies.PolicyDocument.Parse(text)!;
        var theirs = PolicyDocument.Parse(text)!;
        foreach (var (account, role) in new[] { (Sample.Prod, SandboxControl.ProdRole), (Sample.Dev, SandboxControl.DevRole) })
        foreach (var action in Actions)
        foreach (var throughRds in new[] { true, false })
        {
            var call = throughRds
                ? Core.Planning.Policies.KeyCall.ThroughRds(account, role, action, Sample.SharingKeyArn)
                : Core.Planning.Policies.KeyCall.Direct(account, role, action, Sample.SharingKeyArn);
            yield return (
                $"{account} {action} {(throughRds ? "through RDS" : "itself")}",
                KeyPolicy.Allows(ours, call.From(Now.UtcDateTime)),
                WhyNot(theirs, account, role, action, throughRds)
            );
        }
    }

    /// <summary>Somebody outside both accounts who may do anything with the key while the linter tells of nobody; null where it does, or there is none.</summary>
    private static string? Untold(string text)
    {
        var theirs = PolicyDocument.Parse(text)!;
        var who = new[] { Stranger, Nobody }.FirstOrDefault(account =>
            Actions
                .Take(3)
                .Any(action =>
                    new[] { true, false }.Any(throughRds =>
                        WhyNot(theirs, account, $"arn:aws:iam::{account}:role/SnapshotShare", action, throughRds) is null
                    )
                )
        );
        return
            who is null
            || KeyPolicyLint
                .Of(text, Sample.SharingKey, Sample.Route.From, Sample.Route.To)
                .Any(finding => finding.Code == "sharing-key-open-to-others")
            ? null
            : who;
    }

    private static string? WhyNot(PolicyDocument policy, string account, string role, string action, bool throughRds)
    {
        var session = $"arn:aws:sts::{account}:assumed-role/{role[(role.LastIndexOf('/') + 1)..]}/snapshotshare-abcdefgh23456789";
        var rds = "rds.ap-northeast-1.amazonaws.com";
        var context = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:rds:dbc-id"] = "cluster-1" };
        var call = new KeyCall(
            new PolicyPrincipal(account, session, role) { UserId = "AROAEXAMPLE:snapshotshare", TokenIssuedAt = Now },
            Sample.SharingKeyArn,
            action,
            Now
        )
        {
            ViaService = throughRds ? rds : null,
            Grant = action == "kms:CreateGrant" ? new GrantTerms(throughRds ? rds : role, ["Decrypt", "DescribeKey"]) : null,
            EncryptionContext = action == "kms:Decrypt" ? context : null,
        };
        return KeyAuthorization.WhyNot(call, policy, [], [Everything], sessionPolicy: null);
    }

    /// <summary>Policies of what people write, put together at random.</summary>
    private sealed class Generated(Random random)
    {
        private static readonly string Owner = Sample.Prod;
        private static readonly string Target = Sample.Dev;

        private static readonly string[] Principals =
        [
            "\"*\"",
            """{"AWS":"*"}""",
            Aws($"arn:aws:iam::{Owner}:root"),
            Aws($"arn:aws:iam::{Target}:root"),
            Aws(Target),
            Aws(SandboxControl.DevRole),
            Aws(SandboxControl.ProdRole),
            Aws($"arn:aws:iam::{Target}:role/Other"),
            Aws($"arn:aws:iam::{Stranger}:root"),
            Aws($"arn:aws:iam::{Stranger}:role/SnapshotShare"),
            Aws($"arn:aws:sts::{Target}:assumed-role/SnapshotShare/somebody"),
            $$"""{"AWS":["{{Owner}}","{{SandboxControl.DevRole}}"]}""",
            """{"Service":"rds.amazonaws.com"}""",
        ];

        private static readonly string[] Named =
        [
            "\"kms:*\"",
            "\"*\"",
            "\"kms:CreateGrant\"",
            "\"kms:DescribeKey\"",
            "\"KMS:decrypt\"",
            "\"kms:*Grant\"",
            "\"kms:De*\"",
            """["kms:Decrypt","kms:DescribeKey","kms:ReEncrypt*"]""",
            """["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"]""",
        ];

        private static readonly (string Key, string[] Values)[] Texts =
        [
            ("kms:CallerAccount", [Owner, Target, Stranger, "*", "1234*"]),
            ("aws:PrincipalAccount", [Owner, Target, Stranger]),
            ("aws:PrincipalOrgID", ["o-exampleorgid"]),
            ("kms:ViaService", ["rds.ap-northeast-1.amazonaws.com", "rds.*.amazonaws.com", "ec2.ap-northeast-1.amazonaws.com"]),
            ("aws:SourceVpce", ["vpce-0123456789abcdef0"]),
            ("aws:SourceVpc", ["vpc-0123456789abcdef0"]),
            ("aws:SourceAccount", [Owner, Target]),
            ("aws:PrincipalType", ["AssumedRole", "User"]),
            ("aws:RequestedRegion", ["ap-northeast-1", "us-east-1", "AP-NORTHEAST-1"]),
            ("aws:ResourceAccount", [Owner, Target]),
            ("aws:CalledVia", ["rds.amazonaws.com"]),
            ("aws:PrincipalServiceName", ["rds.amazonaws.com"]),
            ("aws:username", ["somebody"]),
            ("aws:PrincipalTag/team", ["data"]),
            ("kms:EncryptionContextKeys", ["aws:rds:dbc-id", "aws:rds:db-id"]),
            ("kms:EncryptionContext:aws:rds:dbc-id", ["cluster-1", "*"]),
            ("kms:GrantOperations", ["Decrypt", "DescribeKey"]),
            ("kms:GranteePrincipal", ["rds.ap-northeast-1.amazonaws.com", SandboxControl.DevRole]),
            ("kms:GrantConstraintType", ["EncryptionContextSubset"]),
            ("kms:KeyOrigin", ["AWS_KMS"]),
            ("kms:RequestAlias", ["alias/dev-altplus-key"]),
        ];

        private static readonly string[] Arns =
        [
            SandboxControl.DevRole,
            SandboxControl.ProdRole,
            $"arn:aws:iam::{Target}:role/*",
            $"arn:aws:iam::{Owner}:*",
            "arn:aws:iam::*:role/SnapshotShare",
            $"arn:aws:iam::{Stranger}:role/*",
        ];

        private static readonly string[] Truths =
        [
            "kms:GrantIsForAWSResource",
            "aws:ViaAWSService",
            "aws:SecureTransport",
            "aws:MultiFactorAuthPresent",
            "aws:PrincipalIsAWSService",
        ];

        private static readonly string[] Ranges = ["203.0.113.0/24", "10.0.0.0/8", "0.0.0.0/0"];

        public string Policy() =>
            $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Statement()))}}]}""";

        private string Statement()
        {
            var isAllow = random.Next(3) > 0;
            var parts = new List<string>
            {
                $"\"Effect\":\"{(isAllow ? "Allow" : "Deny")}\"",
                !isAllow && random.Next(6) == 0 ? $"\"NotPrincipal\":{One(Principals[2..])}" : $"\"Principal\":{One(Principals)}",
                $"\"{(random.Next(8) == 0 ? "NotAction" : "Action")}\":{One(Named)}",
            };
            if (random.Next(20) > 0)
                parts.Add(
                    $"\"Resource\":\"{(random.Next(6) > 0 ? "*" : One([Sample.SharingKeyArn, "arn:aws:kms:*:*:key/*", "arn:aws:kms:us-east-1:987654321000:key/1"]))}\""
                );
            var conditions = Enumerable.Range(0, random.Next(3)).Select(_ => Condition()).DistinctBy(test => test.Operator).ToList();
            if (conditions.Count > 0)
                parts.Add(
                    $"\"Condition\":{{{string.Join(',', conditions.Select(test => $"\"{test.Operator}\":{{\"{test.Key}\":{test.Values}}}"))}}}"
                );
            return $"{{{string.Join(',', parts)}}}";
        }

        private (string Operator, string Key, string Values) Condition()
        {
            switch (random.Next(8))
            {
                case 0:
                    return ($"{One(["Arn", "String"])}{One(["Like", "NotLike"])}", "aws:PrincipalArn", Some(Arns));
                case 1:
                    return ($"Bool{One(["", "IfExists"])}", One(Truths), $"\"{One(["true", "false"])}\"");
                case 2:
                    return (One(["IpAddress", "NotIpAddress"]), "aws:SourceIp", Some(Ranges));
                case 3:
                    return ("Null", One([.. Texts.Select(text => text.Key), .. Truths]), $"\"{One(["true", "false"])}\"");
                case 4:
                    var moment = Now.AddDays(random.Next(-900, 900)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                    return (One(["DateLessThan", "DateGreaterThan"]), "aws:CurrentTime", $"\"{moment}\"");
                default:
                    var (key, values) = Texts[random.Next(Texts.Length)];
                    var quantifier = random.Next(5) == 0 ? One(["ForAllValues:", "ForAnyValue:"]) : "";
                    var name = One(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"]);
                    return ($"{quantifier}{name}{(random.Next(5) == 0 ? "IfExists" : "")}", key, Some(values));
            }
        }

        private string Some(string[] of) => random.Next(3) == 0 ? $"[\"{One(of)}\",\"{One(of)}\"]" : $"\"{One(of)}\"";

        private string One(string[] of) => of[random.Next(of.Length)];

        private static string Aws(string name) => $$"""{"AWS":"{{name}}"}""";
    }
}
