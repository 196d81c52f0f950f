using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class a_preview_against_the_sandbox
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task of_the_default_trip_warns_of_the_open_grant_alone_and_can_be_approved()
    {
        await using var rig = await new Rig().OpenAsync();
        var request = await rig.AskAsync();
        var warning = Assert.Single(request.Plan.Findings, finding => finding.Severity != Severity.Note);
        Assert.Equal("sharing-key-open-grants", warning.Code);
        Assert.Equal(RequestStatus.Approved, (await rig.ApproveAsync(request)).Status);
    }

    [Theory]
    [InlineData(Goal.Cluster)]
    [InlineData(Goal.Copy)]
    [InlineData(Goal.Share)]
    public async Task changes_nothing_in_AWS_and_nothing_here(Goal goal)
    {
        await using var rig = await new Rig().OpenAsync();
        var (state, ledger) = (await rig.Aws.StateAsync(), await rig.LedgerAsync());

        await PlanAsync(rig, Rig.Terms with { Goal = goal });
        await PlanAsync(rig, Rig.Terms with { Goal = goal, Source = SourceChoice.Named("prod-orders-quarter-end") });
        await PlanAsync(rig, Rig.Terms with { Goal = goal, Source = SourceChoice.TakenNow("prod-orders-cluster") });

        Assert.Equal(state, await rig.Aws.StateAsync());
        Assert.Equal(ledger.Count, (await rig.LedgerAsync()).Count);
        var calls = await rig.Aws.CallsAsync();
        Assert.NotEmpty(calls);
        Assert.All(
            calls,
            call =>
                Assert.True(
                    ((string)call!["operation"]!) is "AssumeRole"
                        || ((string)call["operation"]!).StartsWith("Describe", StringComparison.Ordinal)
                        || ((string)call["operation"]!).StartsWith("Get", StringComparison.Ordinal)
                        || ((string)call["operation"]!).StartsWith("List", StringComparison.Ordinal)
                        || (string?)call["code"] == "DryRunOperationException",
                    call.ToJsonString()
                )
        );
        Assert.InRange(calls.Count, 1, 80);
    }

    [Fact]
    public async Task resolves_the_newest_snapshot_and_names_everything_it_would_make()
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = await PlanAsync(rig, Rig.Terms with { TargetCluster = "Dev-Fresh" });
        Assert.Matches(@"^rds:prod-altplus-cluster-\d{4}-\d\d-\d\d-00-00$", plan.Source.Identifier);
        Assert.Equal(
            ("alias/aws/rds", "dev-fresh", "dev-fresh-instance-1"),
            ((string?)"alias/aws/rds", plan.TargetCluster, plan.WriterInstance)
        );
        Assert.Equal(("AWS", "CUSTOMER", "AWS"), (plan.Source.KeyManager, plan.SharingKey.Manager, plan.TargetKey.Manager));
        Assert.Equal(["arn:aws:iam::123456789000:root"], plan.AdmittedPrincipals);
    }

    [Theory]
    [InlineData("rds:prod-altplus-cluster-2023-12-21-00-00", "source-retention-ends")]
    [InlineData("prod-batch-to-vendor", "source-already-shared")]
    [InlineData("prod-altplus-adhoc-for-dev", "source-shared-by-others")]
    public async Task sees_what_is_peculiar_about_a_named_snapshot(string snapshot, string code)
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = await PlanAsync(rig, Rig.Terms with { Source = SourceChoice.Named(snapshot) });
        Assert.Equal(
            new[] { code, "sharing-key-open-grants" }.Order(),
            plan.Findings.Where(finding => finding.Severity != Severity.Note).Select(finding => finding.Code).Order()
        );
    }

    [Fact]
    public async Task copies_what_AWS_Backup_took_and_warns_of_no_retention()
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = await PlanAsync(rig, Rig.Terms with { Source = SourceChoice.Named(ByHand.OfAwsBackup) });
        Assert.Equal(
            ["sharing-key-open-grants"],
            plan.Findings.Where(finding => finding.Severity != Severity.Note).Select(finding => finding.Code)
        );
        Assert.Equal("why.copy-aws-backup-managed", plan.Step(StepName.CopyForSharing)!.Reason.Key);
        Assert.Contains(plan.Findings, finding => finding.Code == "source-of-aws-backup");
    }

    [Fact]
    public async Task warns_where_the_key_is_one_that_AWS_owns()
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = await PlanAsync(rig, Rig.Terms with { Source = SourceChoice.Newest("prod-survey-cluster") });
        Assert.Equal(
            ["sharing-key-open-grants", "source-sse-rds"],
            plan.Findings.Where(finding => finding.Severity != Severity.Note)
                .Select(finding => finding.Code)
                // It is kept for one day, which late in the day is said too.
                .Except(["source-retention-ends"])
                .Order()
        );
        Assert.Null(plan.Source.KeyArn);
        Assert.NotEqual(plan.Source.Identifier, plan.SharingSnapshot);
    }

    [Theory]
    [InlineData("dev-altplus-cluster", null, "target-cluster-taken")]
    [InlineData(null, "db.x2g.large", "class-not-offered")]
    [InlineData(null, "db.serverless", "serverless-needs-capacity")]
    public async Task refuses_what_the_terms_make_impossible(string? cluster, string? instanceClass, string code)
    {
        await using var rig = await new Rig().OpenAsync();
        var terms = Rig.Terms with { TargetCluster = cluster, InstanceClass = instanceClass };
        Assert.Equal([code], Blocking(await PlanAsync(rig, terms)));
        var answer = await rig.Verbs.RequestAsync(Rig.Developer, terms, Ct);
        Assert.Equal(RefusalKind.Conflict, answer.Refusal!.Kind);
    }

    [Theory]
    [InlineData("dev-one-zone", "sg-0d3adb33f01230de1", "dev-altplus-params", "subnet-group-few-zones")]
    [InlineData("nowhere", "sg-0d3adb33f01230de1", "dev-altplus-params", "subnet-group-missing")]
    [InlineData("dev-db-subnets", "sg-0fedcba9876543210", "dev-altplus-params", "security-group-elsewhere")]
    [InlineData("dev-db-subnets", "sg-00000000000000000", "dev-altplus-params", "security-group-missing")]
    [InlineData("dev-db-subnets", "sg-0d3adb33f01230de1", "dev-postgres15-params", "parameter-group-unfit")]
    [InlineData("dev-db-subnets", "sg-0d3adb33f01230de1", "none-such", "parameter-group-missing")]
    public async Task finds_a_route_that_leads_nowhere(string subnets, string security, string parameters, string code)
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.Equal([code], Blocking(await PlanAsync(rig, Where(rig, subnets, security, parameters))));
    }

    [Fact]
    public async Task takes_a_route_that_leads_somewhere()
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.Empty(Blocking(await PlanAsync(rig, Where(rig, "dev-db-subnets", "sg-0d3adb33f01230de1", "dev-altplus-params"))));
    }

    [Theory]
    [InlineData("Disabled", "enable-key")]
    [InlineData("PendingDeletion", "cancel-key-deletion")]
    public async Task finds_the_sharing_key_unusable(string state, string cure)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state });
        var plan = await PlanAsync(rig, Rig.Terms);
        Assert.Equal(["key-not-enabled"], Blocking(plan));
        Assert.Contains(cure, plan.Findings[0].Paste, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_cured_by_the_policy_that_it_says_to_paste()
    {
        await using var rig = await new Rig().OpenAsync();
        var open = Assert.Single((await PlanAsync(rig, Rig.Terms)).Findings, finding => finding.Code == "sharing-key-open-grants");

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, policy = open.Paste });

        var plan = await PlanAsync(rig, Rig.Terms);
        Assert.DoesNotContain(plan.Findings, finding => finding.Severity != Severity.Note);
        // Now KMS refuses the role that asks for itself, and rightly.
        Assert.Contains(
            plan.Findings,
            finding => finding is { Code: "key-right-not-verifiable", Account: "dev", Fault.Code: "AccessDeniedException" }
        );
    }

    [Theory]
    [InlineData(SandboxControl.DevRole, "kms:CreateGrant", "role-lacks-key-right", Severity.Warning)]
    [InlineData(SandboxControl.ProdRole, "kms:CreateGrant", "role-lacks-key-right", Severity.Warning)]
    [InlineData(SandboxControl.DevRole, "kms:Describe*", "role-lacks-key-right", Severity.Warning)]
    [InlineData(SandboxControl.ProdRole, "kms:Get*", "key-not-readable", Severity.Warning)]
    [InlineData(SandboxControl.DevRole, "ec2:Describe*", "not-readable", Severity.Warning)]
    public async Task finds_a_right_that_a_role_lacks(string role, string action, string code, Severity severity)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(role, actions => actions.Except([action]));
        var plan = await PlanAsync(rig, Rig.Terms);
        var finding = Assert.Single(plan.Findings, finding => finding.Code == code);
        Assert.Equal((severity, role.Split(':')[4] == Sample.Prod ? "prod" : "dev"), (finding.Severity, finding.Account));
        Assert.NotNull(finding.Fault!.RequestId);
        Assert.Contains("is not authorized to perform", finding.Fault.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Paste);
    }

    [Fact]
    public async Task is_made_even_where_the_target_tells_nothing()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => ["rds:Nothing"]);
        var plan = await PlanAsync(rig, Rig.Terms);
        Assert.True(plan.IsBlocked);
        Assert.Equal(
            ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances"],
            plan.Findings.Where(finding => finding is { Code: "not-readable", Severity: Severity.Blocking })
                .Select(finding => finding.Message.Values["action"])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task is_made_even_where_the_targets_role_cannot_be_assumed_and_says_so_once()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DistrustAsync(Sample.Dev);
        var finding = Assert.Single((await PlanAsync(rig, Rig.Terms)).Findings, finding => finding.Severity == Severity.Blocking);
        Assert.Equal(("role-not-assumable", "dev", SandboxControl.DevRole), (finding.Code, finding.Account, finding.Resource));
        Assert.Contains("arn:aws:iam::111122223333:user/operator", finding.Paste, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_refused_in_a_sentence_where_the_source_tells_nothing()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => ["kms:*"]);
        var refusal = (await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, Ct)).Refusal!;
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.Equal(
            "The role of account prod is not allowed rds:DescribeDBClusterSnapshots, so what it shows could not be checked.",
            refusal.Message.ToString()
        );
        Assert.Equal("AccessDenied", refusal.Fault!.Code);
    }

    [Fact]
    public async Task takes_a_new_session_where_the_old_one_is_over()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DoAsync("faults", new { kind = "ExpiredToken", operation = "DescribeDBSubnetGroups" });
        Assert.Empty(Blocking(await PlanAsync(rig, Rig.Terms)));
    }

    [Fact]
    public async Task says_that_there_is_no_cluster_to_take_a_snapshot_of()
    {
        await using var rig = await new Rig().OpenAsync();
        var terms = Rig.Terms with { Source = SourceChoice.TakenNow("no-such-cluster") };
        var refusal = (await rig.Verbs.PreviewAsync(Rig.Developer, terms, Ct)).Refusal!;
        Assert.Equal("Account prod has no cluster named 'no-such-cluster'.", refusal.Message.ToString());
    }

    [Theory]
    [InlineData(null, "prod", "has no snapshot named 'no-such-snapshot'")]
    [InlineData("no-such-cluster", "prod", "has no available automated snapshot")]
    public async Task says_which_source_is_not_there(string? cluster, string account, string sentence)
    {
        await using var rig = await new Rig().OpenAsync();
        var choice = cluster is null ? SourceChoice.Named("no-such-snapshot") : SourceChoice.Newest(cluster);
        var refusal = (await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms with { Source = choice }, Ct)).Refusal!;
        Assert.Equal((RefusalKind.NotFound, "source"), (refusal.Kind, refusal.Field));
        Assert.Contains(sentence, refusal.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains(account, refusal.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task warns_of_a_request_that_is_on_the_same_way_already()
    {
        await using var rig = await new Rig().OpenAsync();
        var first = await rig.AskAsync();
        var waiting = Assert.Single((await PlanAsync(rig, Rig.Terms)).Findings, IsSimilar);
        Assert.Equal(("similar-waiting", first.Id, Severity.Note), (waiting.Code, waiting.Resource, waiting.Severity));
        await rig.ApproveAsync(first);
        var similar = Assert.Single((await PlanAsync(rig, Rig.Terms)).Findings, IsSimilar);
        Assert.Equal(("similar-running", first.Id, Severity.Warning), (similar.Code, similar.Resource, similar.Severity));
        var second = await rig.AskAsync();
        await rig.Verbs.CancelAsync(Rig.Developer, first.Id, "one is enough", Ct);
        await rig.Verbs.RejectAsync(Rig.Dba, second.Id, "one is enough", Ct);
        Assert.DoesNotContain((await PlanAsync(rig, Rig.Terms)).Findings, finding => IsSimilar(finding) && finding.Resource == second.Id);

        static bool IsSimilar(Finding finding) => finding.Code.StartsWith("similar-", StringComparison.Ordinal);
    }

    private static async Task<Plan> PlanAsync(Rig rig, RequestTerms terms)
    {
        var answer = await rig.Verbs.PreviewAsync(Rig.Developer, terms, Ct);
        Assert.Null(answer.Refusal?.Message.ToString());
        return answer.Value!;
    }

    private static async Task<Plan> PlanAsync(Rig rig, Route route)
    {
        var (facts, refusal) = await rig.Get<Preflight>().GatherAsync(route, Rig.Terms, AwsClients.ObserverSession, installation: null, Ct);
        Assert.Null(refusal?.Message.ToString());
        return Planner.Make(facts!, Sample.Id);
    }

    private static Route Where(Rig rig, string subnets, string security, string parameters)
    {
        var route = rig.Get<AwsTopology>().Routes["prod-to-dev"];
        return route with
        {
            Restore = route.Restore with { SubnetGroup = subnets, SecurityGroups = [security], ClusterParameterGroup = parameters },
        };
    }

    private static IEnumerable<string> Blocking(Plan plan) =>
        plan.Findings.Where(finding => finding.Severity == Severity.Blocking).Select(finding => finding.Code);
}
