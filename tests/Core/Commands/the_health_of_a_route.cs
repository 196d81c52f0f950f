using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class the_health_of_a_route
{
    private static readonly AwsError Denied = new("AccessDeniedException", "not authorized", RequestId: null, HttpStatus: 400);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_known_after_a_check_that_changes_nothing_and_names_what_is_missing()
    {
        await using var rig = await new Rig().OpenAsync();
        var health = rig.Get<RouteChecks>();
        Assert.Null(await health.LastOfAsync("prod-to-dev", Ct));
        var before = await rig.Aws.StateAsync();

        var (fit, refusal) = await health.CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.Null(refusal?.Message.ToString());
        Assert.True(fit!.IsFit);
        Assert.Contains("rds:CopyDBClusterSnapshot", fit.SourceRole, StringComparison.Ordinal);
        Assert.Equal(before, await rig.Aws.StateAsync());

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var (unfit, _) = await health.CheckAsync(Rig.Admin, "prod-to-dev", Ct);
        Assert.False(unfit!.IsFit);
        Assert.Same(unfit, await health.LastOfAsync("prod-to-dev", Ct));
    }

    [Fact]
    public async Task is_told_of_each_role_and_key_by_itself()
    {
        await using var rig = await new Rig().OpenAsync();
        // The article's own policy lets the target make grants by hand.
        Assert.Equal(
            [
                (RoutePartName.SourceRole, PartHealth.Fit),
                (RoutePartName.TargetRole, PartHealth.Fit),
                (RoutePartName.SharingKey, PartHealth.Fit),
                (RoutePartName.SharingKeyPolicy, PartHealth.Doubtful),
                (RoutePartName.TargetKey, PartHealth.Fit),
            ],
            (await PartsAsync(rig)).Select(part => (part.Key, part.Value))
        );

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var parts = await PartsAsync(rig);
        Assert.Equal(PartHealth.Unfit, parts[RoutePartName.SharingKey]);
        Assert.DoesNotContain(parts, part => part.Key != RoutePartName.SharingKey && part.Value == PartHealth.Unfit);
        // Of a disabled key no role was asked for.
        Assert.Equal((PartHealth.Unknown, PartHealth.Unknown), (parts[RoutePartName.SourceRole], parts[RoutePartName.TargetRole]));
    }

    [Fact]
    public void is_good_where_KMS_said_yes_to_all_that_can_be_asked()
    {
        var parts = RoutePart.Of(Asked, Sample.Plan(Asked));
        Assert.All(parts, part => Assert.Equal(PartHealth.Fit, part.Health));
    }

    [Theory]
    [InlineData("kms:DescribeKey")]
    [InlineData("kms:CreateGrant")]
    public void is_not_known_of_a_role_that_KMS_refused_while_the_keys_policy_could_not_be_read(string action)
    {
        var facts = Asked with
        {
            SharingKeyPolicy = null,
            KeyRights = [.. Asked.KeyRights.Select(right => Refusing(right, "dev", action))],
        };
        Assert.Equal((PartHealth.Fit, PartHealth.Unknown), (Of(facts, RoutePartName.SourceRole), Of(facts, RoutePartName.TargetRole)));
    }

    [Fact]
    public void is_not_known_of_a_key_of_the_targets_own_that_KMS_refused()
    {
        var own = Sample.Facts.TargetKey! with { Manager = "CUSTOMER" };
        var right = new KeyRight("dev", own.Arn, "kms:CreateGrant", Refusal: null);
        var facts = Asked with { TargetKey = own, KeyRights = [.. Asked.KeyRights, right] };
        Assert.Equal((PartHealth.Fit, PartHealth.Fit), (Of(facts, RoutePartName.TargetRole), Of(facts, RoutePartName.TargetKey)));

        facts = facts with { KeyRights = [.. Asked.KeyRights, right with { Refusal = Denied }] };
        Assert.Equal((PartHealth.Unknown, PartHealth.Unknown), (Of(facts, RoutePartName.TargetRole), Of(facts, RoutePartName.TargetKey)));
    }

    [Fact]
    public void is_not_known_of_a_role_that_KMS_was_never_asked_about()
    {
        var facts = Asked with { SharingKey = null, SharingKeyPolicy = null, KeyRights = [] };
        Assert.Equal((PartHealth.Unknown, PartHealth.Unknown), (Of(facts, RoutePartName.SourceRole), Of(facts, RoutePartName.TargetRole)));
    }

    [Fact]
    public void is_not_known_of_a_policy_that_hangs_on_what_only_AWS_knows()
    {
        const string InOrganisation = """{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""";
        const string ProdRoot = """{ "AWS": "arn:aws:iam::987654321000:root" }""";
        const string DevRoot = """{ "AWS": "arn:aws:iam::123456789000:root" }""";
        string[] policies =
        [
            SamplePolicies.Of(SamplePolicies.Statement("Allow", ProdRoot, "\"kms:*\"", InOrganisation), KeyStatements.For(Sample.Route.To)),
            SamplePolicies.Of(
                SamplePolicies.OwnersRoot,
                SamplePolicies.Statement("Allow", DevRoot, "[\"kms:*crypt*\", \"kms:GenerateDataKey*\"]"),
                SamplePolicies.Statement("Allow", DevRoot, "\"kms:DescribeKey\"", InOrganisation),
                SamplePolicies.Statement("Allow", DevRoot, "\"kms:CreateGrant\"", """{ "Bool": { "kms:GrantIsForAWSResource": "true" } }""")
            ),
        ];
        Assert.All(
            policies,
            policy => Assert.Equal(PartHealth.Unknown, Of(Asked with { SharingKeyPolicy = policy }, RoutePartName.SharingKeyPolicy))
        );
    }

    [Fact]
    public async Task says_of_what_a_role_would_have_to_ask_for_that_it_could_not_be_checked()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DistrustAsync(Sample.Dev);
        var parts = await PartsAsync(rig);
        Assert.Equal(
            (PartHealth.Fit, PartHealth.Unfit, PartHealth.Fit, PartHealth.Unknown),
            (
                parts[RoutePartName.SourceRole],
                parts[RoutePartName.TargetRole],
                parts[RoutePartName.SharingKey],
                parts[RoutePartName.TargetKey]
            )
        );
    }

    [Fact]
    public async Task is_told_of_a_role_that_may_not_ask_apart_from_the_key_that_it_asks_about()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Where(action => action != "kms:Get*"));
        var parts = await PartsAsync(rig);
        Assert.Equal(
            (PartHealth.Doubtful, PartHealth.Fit, PartHealth.Unknown),
            (parts[RoutePartName.SourceRole], parts[RoutePartName.SharingKey], parts[RoutePartName.SharingKeyPolicy])
        );

        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Where(action => action != "kms:Describe*"));
        parts = await PartsAsync(rig);
        Assert.Equal((PartHealth.Unfit, PartHealth.Unknown), (parts[RoutePartName.SourceRole], parts[RoutePartName.SharingKey]));
    }

    [Fact]
    public void blames_no_role_for_a_key_that_is_not_there()
    {
        var missing = new Finding("key-missing", Severity.Blocking, "prod", "arn:aws:kms:of-the-source", Message.Of("finding.key-missing"));
        var facts = Sample.Facts with { SharingKey = null, Refused = [missing] };
        Assert.Equal(PartHealth.Unknown, Of(facts, RoutePartName.SourceRole));
    }

    [Fact]
    public async Task is_bad_where_the_sources_role_cannot_be_taken()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DistrustAsync(Sample.Prod);

        var (check, refusal) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.Null(refusal);
        var finding = Assert.Single(check!.Findings);
        Assert.Equal(("role-not-assumable", "prod", Severity.Blocking), (finding.Code, finding.Account, finding.Severity));
        Assert.Contains("sts:AssumeRole", finding.Paste, StringComparison.Ordinal);
        Assert.Null(check.Snapshot);
    }

    [Fact]
    public async Task turns_bad_and_is_kept_so_where_the_source_tells_nothing_any_more()
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.True((await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct)).Check!.IsFit);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => ["kms:*"]);

        await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        await rig.RestartAsync();
        var known = await rig.Get<RouteChecks>().LastOfAsync("prod-to-dev", Ct);
        Assert.Equal((true, false), (known!.IsKnown, known.IsFit));
        Assert.Equal("not-readable", Assert.Single(known.Findings).Code);
    }

    [Fact]
    public async Task does_not_hang_on_what_was_read_of_the_account_before()
    {
        await using var rig = await new Rig().OpenAsync();
        // Pages cannot be filled without this right; a preflight can be made.
        await rig.Aws.AllowAsync(
            SandboxControl.ProdRole,
            actions =>
                [
                    .. actions.Where(action => action != "rds:Describe*"),
                    "rds:DescribeDBClusterSnapshots",
                    "rds:DescribeDBClusterSnapshotAttributes",
                    "rds:DescribeAccountAttributes",
                ]
        );

        var (check, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.NotNull(check!.Snapshot);
        Assert.NotNull(check.Parts);
        Assert.Contains("rds:CopyDBClusterSnapshot", check.SourceRole, StringComparison.Ordinal);
        Assert.DoesNotContain(check.Findings, finding => finding.Code == "account-not-readable");
    }

    [Fact]
    public async Task is_not_known_where_there_is_no_snapshot_to_try_it_with()
    {
        await using var rig = await new Rig
        {
            Configure = aws => aws.Accounts["prod"].Region = aws.Accounts["dev"].Region = "eu-west-1",
        }.OpenAsync();

        await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        await rig.RestartAsync();
        var known = await rig.Get<RouteChecks>().LastOfAsync("prod-to-dev", Ct);
        Assert.Equal("nothing-to-check-with", Assert.Single(known!.Findings).Code);
        Assert.Equal((false, false), (known.IsKnown, known.IsFit));
    }

    [Theory]
    [InlineData("DescribeDBClusterSnapshots", "prod")]
    [InlineData("DescribeKey", "prod")]
    [InlineData("DescribeDBInstances", "dev")]
    public async Task is_not_known_where_an_account_gives_no_answer(string operation, string account)
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.True((await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct)).Check!.IsFit);
        await rig.Aws.DoAsync(
            "faults",
            new
            {
                kind = "InternalFailure",
                operation,
                count = 50,
            }
        );

        var (check, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        var finding = Assert.Single(check!.Findings);
        Assert.Equal(("route-unanswered", account), (finding.Code, finding.Account));
        Assert.Contains($"Account {account} gave no answer to ", finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(500, finding.Fault!.HttpStatus);
        Assert.Equal((false, false), (check.IsKnown, check.IsFit));
    }

    /// <summary>The newest snapshot of all is then one that the product itself shares.</summary>
    [Fact]
    public async Task is_not_told_by_a_snapshot_that_a_running_request_shares()
    {
        await using var rig = await new Rig().OpenAsync();
        var shared = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Share }));
        await rig.RunUntilAsync(shared.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var (check, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);
        Assert.NotEqual(shared.Plan.SharingSnapshot, check!.Snapshot);
        Assert.True(check.IsFit, string.Join(", ", check.Findings.Select(finding => finding.Code)));
        Assert.DoesNotContain(check.Findings, finding => finding.Code == "source-shared-by-others");
    }

    /// <summary>While nobody needs the key; what it says to paste closes the route, and what it says of the way back opens it again.</summary>
    [Fact]
    public async Task offers_to_close_the_key_between_trips_and_the_way_back()
    {
        await using var rig = await new Rig().OpenAsync();
        var closing = (await CheckedAsync()).KeyClosing!;
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, policy = Policy(closing.Close) });
        // The grant that a trip of long ago left is an open door too.
        var left = closing.Close.Split("aws kms revoke-grant ")[1].Split(' ');
        Assert.Equal(["--key-id", SandboxControl.SharingKey, "--grant-id"], left.Take(3));
        await rig.Get<AwsClients>()
            .For("prod", "test")
            .Keys.RevokeGrantAsync(new Amazon.KeyManagementService.Model.RevokeGrantRequest { KeyId = left[1], GrantId = left[3] }, Ct);
        rig.Time.Pass(TimeSpan.FromMinutes(10));
        var closed = await CheckedAsync();
        Assert.Contains(closed.Findings, finding => finding.Code == "sharing-key-closed-to-target");
        Assert.Null(closed.KeyClosing);

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, policy = Policy(closing.Reopen) });
        rig.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.NotNull((await CheckedAsync()).KeyClosing);

        // A request that is still to be decided will need it, and one that has its result does not any more.
        var asked = await rig.AskAsync();
        Assert.Null((await CheckedAsync()).KeyClosing);
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.NotNull((await CheckedAsync()).KeyClosing);

        async Task<RouteCheck> CheckedAsync() => (await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct)).Check!;

        static System.Text.Json.Nodes.JsonNode Policy(string commands) =>
            System.Text.Json.Nodes.JsonNode.Parse(
                commands[commands.IndexOf('{', StringComparison.Ordinal)..(commands.LastIndexOf('}') + 1)]
            )!;
    }

    /// <summary>A trip can do without the answer, so the check tells of it and goes on.</summary>
    [Fact]
    public async Task is_in_doubt_where_a_question_that_only_advises_is_not_answered()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DoAsync(
            "faults",
            new
            {
                kind = "InternalFailure",
                operation = "DescribeDBSubnetGroups",
                count = 50,
            }
        );
        var (check, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);
        var unanswered = Assert.Single(check!.Findings, finding => finding.Code == "question-unanswered");
        Assert.Equal((Severity.Warning, "dev", 500), (unanswered.Severity, unanswered.Account, unanswered.Fault!.HttpStatus));
        Assert.True(check.IsKnown);
    }

    [Fact]
    public async Task is_kept_though_whoever_asked_has_hung_up()
    {
        await using var rig = await new Rig().OpenAsync();
        var clients = rig.Get<AwsClients>();
        using var patience = new CancellationTokenSource();
        // The clock is read once all is asked.
        var preflight = new Preflight(clients, new HangingUp(patience));
        var health = ActivatorUtilities.CreateInstance<RouteChecks>(rig.Get<IServiceProvider>(), preflight);

        await health.CheckAsync(Rig.Dba, "prod-to-dev", patience.Token);

        Assert.True(patience.IsCancellationRequested);
        Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.RouteChecked);
    }

    [Fact]
    public async Task is_found_behind_however_many_checks_of_another()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);
        // A finding may well name our route.
        var mention = new Finding("x", Severity.Note, "", "", Message.Of("x", ("route", "prod-to-dev")));
        var other = new RouteChecked("another", DateTime.UnixEpoch, "DBA", Snapshot: null, [mention]);
        await rig.Get<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    for (var i = 0; i < 250; i++)
                        scope.Append(Rig.Dba, subject: "", other);
                    return Task.CompletedTask;
                },
                Ct
            );

        await rig.RestartAsync();

        Assert.Equal("prod-to-dev", (await rig.Get<RouteChecks>().LastOfAsync("prod-to-dev", Ct))?.Route);
    }

    private static Facts Asked { get; } =
        Sample.Facts with
        {
            KeyRights =
            [
                new("prod", Sample.SharingKeyArn, "kms:CreateGrant", Refusal: null),
                new("dev", Sample.SharingKeyArn, "kms:DescribeKey", Refusal: null),
                new("dev", Sample.SharingKeyArn, "kms:CreateGrant", Refusal: null),
            ],
        };

    private static KeyRight Refusing(KeyRight right, string account, string action) =>
        right.Account == account && right.Action == action ? right with { Refusal = Denied } : right;

    private static PartHealth Of(Facts facts, RoutePartName name) =>
        RoutePart.Of(facts, Sample.Plan(facts)).Single(part => part.Name == name).Health;

    private sealed class HangingUp(CancellationTokenSource patience) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            patience.Cancel();
            return base.GetUtcNow();
        }
    }

    private static async Task<Dictionary<RoutePartName, PartHealth>> PartsAsync(Rig rig)
    {
        var (check, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);
        return check!.Parts!.ToDictionary(part => part.Name, part => part.Health);
    }

    [Fact]
    public async Task stands_in_the_ledger_and_is_known_after_a_restart()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var (found, _) = await rig.Get<RouteChecks>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        await rig.RestartAsync();

        var known = await rig.Get<RouteChecks>().LastOfAsync("PROD-to-dev", Ct);
        Assert.Equal((found!.At, "DBA", false), (known!.At, known.By, known.IsFit));
        Assert.Equal(
            found.Findings.Select(finding => finding.Message.ToString()),
            known.Findings.Select(finding => finding.Message.ToString())
        );
        Assert.Null(await rig.Get<RouteChecks>().LastOfAsync("another", Ct));

        // No word of "the following statement" where none follows.
        Assert.True(known.LacksPaste);
        Assert.Equal(
            found.Findings.Select(finding => finding.Paste is null ? finding.Remedy?.Key : null),
            known.Findings.Select(finding => finding.Remedy?.Key)
        );
    }

    [Fact]
    public async Task is_asked_by_those_who_may_and_of_routes_that_are_there()
    {
        await using var rig = await new Rig().OpenAsync();
        var health = rig.Get<RouteChecks>();
        Assert.Equal("not-your-role", (await health.CheckAsync(Rig.Developer, "prod-to-dev", Ct)).Refusal!.Message.Key);
        Assert.Equal("no-such-route", (await health.CheckAsync(Rig.Dba, "nowhere", Ct)).Refusal!.Message.Key);
    }
}
