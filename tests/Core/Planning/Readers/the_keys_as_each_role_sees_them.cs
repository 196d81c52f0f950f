using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Planning.Readers;

public sealed class the_keys_as_each_role_sees_them
{
    private const string Key = Sample.SharingKeyArn;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("arn:aws:kms:ap-northeast-1:123456789000:key/1")]
    [InlineData("arn:aws:kms:us-east-1:987654321000:key/1")]
    public async Task are_not_asked_for_of_another_account_or_region(string key)
    {
        var reading = new Reading();
        Assert.Null(await KeyReader.DescribeAsync(reading.Probe, key, Severity.Blocking, Ct));
        Assert.Empty(reading.Asked);
    }

    [Theory]
    [InlineData("AWS", "PendingDeletion", "RSA_2048")]
    [InlineData("CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT")]
    public async Task are_what_kms_says_of_them(string manager, string state, string spec)
    {
        var reading = new Reading()
            .On<DescribeKeyRequest>(_ => Described(manager, state, spec))
            .On<ListAliasesRequest>(_ => Aliases("alias/one", "alias/two"));
        Assert.Equal(
            new KeyFact(Key, "alias/one", manager, state, spec),
            await KeyReader.DescribeAsync(reading.Probe, Key, Severity.Blocking, Ct)
        );
        Assert.Equal((Key, Key), (reading.Only<DescribeKeyRequest>().KeyId, reading.Only<ListAliasesRequest>().KeyId));
    }

    [Fact]
    public async Task are_of_the_usual_kind_where_kms_says_nothing_of_it()
    {
        var reading = new Reading().On<DescribeKeyRequest>(_ => new DescribeKeyResponse { KeyMetadata = new KeyMetadata { Arn = Key } });
        Assert.Equal(
            new KeyFact(Key, Alias: null, "CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT"),
            await KeyReader.DescribeAsync(reading.Probe, Key, Severity.Blocking, Ct)
        );
        // An alias is for people only: that nobody may list them is no finding.
        Assert.Empty(reading.Probe.Refused);
        reading.On<ListAliasesRequest>(_ => new ListAliasesResponse());
        Assert.Null((await KeyReader.DescribeAsync(reading.Probe, Key, Severity.Blocking, Ct))!.Alias);
    }

    [Fact]
    public async Task are_called_by_the_alias_that_names_them()
    {
        var reading = new Reading().On<DescribeKeyRequest>(_ => Described("CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT"));
        var named = "arn:aws:kms:ap-northeast-1:987654321000:alias/of-the-route";
        Assert.Equal(
            (Key, "alias/of-the-route"),
            await KeyReader.DescribeAsync(reading.Probe, named, Severity.Blocking, Ct) is { } key ? (key.Arn, key.Alias) : default
        );
        Assert.Equal(["DescribeKey"], reading.Operations);
    }

    [Fact]
    public async Task stand_in_the_way_where_there_is_none_of_that_name()
    {
        var reading = new Reading().On<DescribeKeyRequest>(_ => throw new NotFoundException("none") { ErrorCode = "NotFoundException" });
        Assert.Null(await KeyReader.DescribeAsync(reading.Probe, Key, Severity.Warning, Ct));
        var missing = Assert.Single(reading.Probe.Refused);
        Assert.Equal(
            (KeyReader.Missing, Severity.Blocking, "prod", Key, "NotFoundException"),
            (missing.Code, missing.Severity, missing.Account, missing.Resource, missing.Fault!.Code)
        );
    }

    [Theory]
    [InlineData(Severity.Blocking)]
    [InlineData(Severity.Warning)]
    public async Task are_as_grave_not_to_be_read_as_whoever_asks_says(Severity without)
    {
        var reading = new Reading();
        Assert.Null(await KeyReader.DescribeAsync(reading.Probe, Key, without, Ct));
        var refused = Assert.Single(reading.Probe.Refused);
        Assert.Equal((without, $"kms:DescribeKey {Key}"), (refused.Severity, refused.Resource));
    }

    [Fact]
    public async Task have_a_policy_that_is_asked_for_by_arn()
    {
        var reading = new Reading().On<GetKeyPolicyRequest>(_ => new GetKeyPolicyResponse { Policy = "{}" });
        Assert.Null(await KeyReader.PolicyAsync(reading.Probe, key: null, Ct));
        Assert.Empty(reading.Asked);
        Assert.Equal("{}", await KeyReader.PolicyAsync(reading.Probe, Sample.SharingKey, Ct));
        Assert.Equal((Key, "default"), (reading.Only<GetKeyPolicyRequest>().KeyId, reading.Only<GetKeyPolicyRequest>().PolicyName));

        reading = new Reading();
        Assert.Null(await KeyReader.PolicyAsync(reading.Probe, Sample.SharingKey, Ct));
        Assert.Equal(Severity.Warning, Assert.Single(reading.Probe.Refused).Severity);
    }

    [Fact]
    public async Task have_grants_that_are_read_page_by_page_and_of_which_a_few_say_for_what_they_are_good()
    {
        var reading = new Reading().On<ListGrantsRequest>(request =>
            request.Marker is null
                ? new ListGrantsResponse
                {
                    Grants =
                    [
                        Grant("1", "arn:aws:iam::123456789000:role/SnapshotShare", ["DescribeKey", "CreateGrant"]),
                        Grant("2", "rds.ap-northeast-1.amazonaws.com", ["Decrypt"], subset: ("aws:rds:db-id", "db-1")),
                    ],
                    Truncated = true,
                    NextMarker = "next",
                }
                : new ListGrantsResponse { Grants = [Grant("3", "arn:aws:iam::123456789000:root", ["Encrypt"], equal: ("a", "b"))] }
        );
        var grants = await KeyReader.GrantsAsync(reading.Probe, Sample.SharingKey, Ct);
        Assert.Equal(
            ["1 123456789000 CreateGrant,DescribeKey False", "2  Decrypt True", "3 123456789000 Encrypt True"],
            grants!.Select(grant => $"{grant.Id} {grant.GranteesAccount} {string.Join(',', grant.Operations)} {grant.IsConstrained}")
        );
        Assert.Equal(
            [(Key, null), (Key, "next")],
            reading.Asked.Select(call => (ListGrantsRequest)call.Request).Select(asked => (asked.KeyId, (string?)asked.Marker))
        );
        Assert.Empty(reading.Probe.Refused);
    }

    [Fact]
    public async Task have_grants_that_are_not_read_for_ever_and_that_a_plan_can_do_without()
    {
        var reading = new Reading().On<ListGrantsRequest>(_ => new ListGrantsResponse
        {
            Grants = [.. Enumerable.Range(0, 100).Select(i => Grant($"{i}", "rds.amazonaws.com", ["Decrypt"]))],
            Truncated = true,
            NextMarker = "on",
        });
        Assert.Equal(2000, (await KeyReader.GrantsAsync(reading.Probe, Sample.SharingKey, Ct))!.Count);
        Assert.Equal(20, reading.Asked.Count);
        Assert.Equal("sharing-key-many-grants", Assert.Single(reading.Probe.Refused).Code);

        reading = new Reading();
        Assert.Null(await KeyReader.GrantsAsync(reading.Probe, Sample.SharingKey, Ct));
        Assert.Equal(
            ("key-not-readable", Severity.Note),
            Assert.Single(reading.Probe.Refused) is var refused ? (refused.Code, refused.Severity) : default
        );

        reading = new Reading();
        Assert.Null(await KeyReader.GrantsAsync(reading.Probe, Sample.SharingKey with { Manager = "AWS" }, Ct));
        Assert.Null(await KeyReader.GrantsAsync(reading.Probe, key: null, Ct));
        Assert.Empty(reading.Asked);
    }

    /// <summary>Whether a role may is asked to advise: a plan is made without an answer, and what came instead of one stands in its place.</summary>
    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("KMSInternalException", 500)]
    [InlineData("NotFoundException", 400)]
    public async Task are_asked_whether_a_role_may_and_a_plan_does_without_an_answer(string code, int status)
    {
        var failing = new Reading(Sample.Route.To)
            .On<DescribeKeyRequest>(_ => throw Failure())
            .On<CreateGrantRequest>(_ => throw Failure());
        var rights = await KeyReader.RightsAsync(new Reading().Probe, failing.Probe, null, Sample.SharingKey, null, Ct);
        Assert.Equal([code, code], rights.Where(right => right.Account == "dev").Select(right => right.Refusal!.Code));
        Assert.Empty(failing.Probe.Refused);

        Exception Failure() =>
            new AmazonKeyManagementServiceException("not now") { ErrorCode = code, StatusCode = (System.Net.HttpStatusCode)status };
    }

    /// <summary>Each question by itself, and none of a key that answers RDS alone or nobody at all.</summary>
    [Theory]
    [InlineData("all their own", "prod grants sharing, prod grants source, dev sees sharing, dev grants sharing, dev grants target")]
    [InlineData("one for both", "prod grants sharing, dev sees sharing, dev grants sharing, dev grants target")]
    [InlineData("aws's", "prod grants sharing, dev sees sharing, dev grants sharing")]
    [InlineData("no others", "prod grants sharing, dev sees sharing, dev grants sharing")]
    [InlineData("a disabled sharing key", "prod grants source, dev grants target")]
    [InlineData("none", "")]
    public async Task are_asked_whether_each_role_may_use_them(string keys, string rights)
    {
        var (sharing, source, target) = (Named("sharing"), Named("source"), Named("target"));
        (KeyFact?, KeyFact?, KeyFact?) asked = keys switch
        {
            "one for both" => (sharing, sharing, target),
            "aws's" => (sharing, source with { Manager = "AWS" }, target with { Manager = "AWS" }),
            "no others" => (sharing, null, null),
            "a disabled sharing key" => (sharing with { State = "Disabled" }, source, target),
            "none" => (null, null, null),
            _ => (sharing, source, target),
        };
        var (from, to) = (Granting(Sample.Route.From), Granting(Sample.Route.To));
        var found = await KeyReader.RightsAsync(from.Probe, to.Probe, asked.Item2, asked.Item1, asked.Item3, Ct);
        Assert.Equal(
            rights,
            string.Join(
                ", ",
                found.Select(right =>
                    $"{right.Account} {(right.Action == "kms:CreateGrant" ? "grants" : "sees")} {right.KeyArn[(right.KeyArn.LastIndexOf('/') + 1)..]}"
                )
            )
        );
        Assert.All(found, right => Assert.Null(right.Refusal));
        Assert.Empty(from.Probe.Refused);
        Assert.Empty(to.Probe.Refused);

        static Reading Granting(Account account) =>
            new Reading(account)
                .On<DescribeKeyRequest>(_ => Described("CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT"))
                .On<CreateGrantRequest>(_ => throw new DryRunOperationException("it may") { ErrorCode = "DryRunOperationException" });
    }

    /// <summary>The question changes nothing, and asks for what RDS would be granted, on behalf of the role that acts.</summary>
    [Theory]
    [InlineData("arn:aws:iam::987654321000:role/SnapshotShare", "arn:aws:iam::987654321000:role/SnapshotShare")]
    [InlineData(null, "arn:aws:iam::987654321000:root")]
    public async Task are_asked_without_doing_anything(string? role, string grantee)
    {
        var reading = new Reading(Sample.Route.From with { RoleArn = role });
        var rights = await KeyReader.RightsAsync(reading.Probe, new Reading(Sample.Route.To).Probe, null, Sample.SharingKey, null, Ct);
        var asked = reading.Only<CreateGrantRequest>();
        Assert.Equal((Key, grantee, true), (asked.KeyId, asked.GranteePrincipal, asked.DryRun));
        Assert.Equal(["Decrypt", "DescribeKey"], asked.Operations);
        // A refusal is itself what was asked for, and no finding of its own.
        Assert.Equal(3, rights.Count);
        Assert.All(rights, right => Assert.Equal("AccessDenied", right.Refusal!.Code));
        Assert.Empty(reading.Probe.Refused);
    }

    [Fact]
    public async Task are_not_asked_of_a_role_that_cannot_be_assumed()
    {
        var closed = new Reading(Sample.Route.To).On<DescribeKeyRequest>(_ =>
            throw new Amazon.SecurityToken.AmazonSecurityTokenServiceException("no") { ErrorCode = "AccessDenied" }
        );
        var rights = await KeyReader.RightsAsync(new Reading().Probe, closed.Probe, null, Sample.SharingKey, Named("target"), Ct);
        Assert.Equal("prod", Assert.Single(rights).Account);
        Assert.Single(closed.Asked);
    }

    private static KeyFact Named(string name) => new($"arn:key/{name}", Alias: null, "CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT");

    private static GrantListEntry Grant(
        string id,
        string grantee,
        List<string> operations,
        (string, string)? subset = null,
        (string, string)? equal = null
    ) =>
        new()
        {
            GrantId = id,
            GranteePrincipal = grantee,
            Operations = operations,
            Constraints =
                subset is null && equal is null
                    ? null
                    : new GrantConstraints { EncryptionContextSubset = Context(subset), EncryptionContextEquals = Context(equal) },
        };

    private static Dictionary<string, string>? Context((string Key, string Value)? pair) =>
        pair is { } one ? new(StringComparer.Ordinal) { [one.Key] = one.Value } : null;

    private static DescribeKeyResponse Described(string manager, string state, string spec) =>
        new()
        {
            KeyMetadata = new KeyMetadata
            {
                Arn = Key,
                KeyManager = new KeyManagerType(manager),
                KeyState = new KeyState(state),
                KeySpec = new KeySpec(spec),
            },
        };

    private static ListAliasesResponse Aliases(params IEnumerable<string> names) =>
        new() { Aliases = [.. names.Select(name => new AliasListEntry { AliasName = name })] };
}
