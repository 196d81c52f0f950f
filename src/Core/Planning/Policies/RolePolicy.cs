using System.Text.Json.Nodes;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>The IAM policy that each acting role needs: the calls that planning, pipeline, watchdog and observer make, and no others.</summary>
public static class RolePolicy
{
    private static readonly string[] LookInSource =
    [
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:DescribeAccountAttributes",
        "rds:DescribeExportTasks",
        "kms:ListAliases",
    ];

    private static readonly string[] LookInTarget =
    [
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:DescribeDBSubnetGroups",
        "rds:DescribeDBClusterParameterGroups",
        "rds:DescribeDBEngineVersions",
        "rds:DescribeOrderableDBInstanceOptions",
        "rds:DescribeAccountAttributes",
        "rds:DescribeExportTasks",
        "ec2:DescribeSecurityGroups",
        "kms:ListAliases",
    ];

    private static readonly string[] UseKey =
    [
        "kms:DescribeKey",
        "kms:CreateGrant",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
    ];

    public static string OfSource(Route route, string? sharingKeyArn, KeyFact? sourceKey) =>
        IamPolicy.Document(
            IamPolicy.Allow(LookInSource, ["*"]),
            IamPolicy.Allow(Changes(StepSide.Source, "rds:"), [Arn(route.From, "cluster-snapshot:*"), Arn(route.From, "cluster:*")]),
            IamPolicy.Allow([.. UseKey, "kms:GetKeyPolicy", KeyActions.ListGrants], [sharingKeyArn ?? AnyKey(route.From)]),
            sourceKey is { Manager: "CUSTOMER" } own && own.Arn != sharingKeyArn ? IamPolicy.Allow(UseKey, [own.Arn]) : null,
            // Keys are described to tell AWS's own from the account's.
            IamPolicy.Allow(["kms:DescribeKey"], [AnyKey(route.From)])
        );

    /// <param name="secretKey">Of the master password's secret.</param>
    public static string OfTarget(Route route, string? sharingKeyArn, KeyFact? targetKey, KeyFact? secretKey = null) =>
        IamPolicy.Document(
            IamPolicy.Allow(LookInTarget, ["*"]),
            IamPolicy.Allow(
                Changes(StepSide.Target, "rds:"),
                [
                    Arn(route.To, "cluster-snapshot:*"),
                    Arn(route.From, "cluster-snapshot:*"),
                    Arn(route.To, "cluster:*"),
                    Arn(route.To, "db:*"),
                    Arn(route.To, "subgrp:*"),
                    Arn(route.To, "cluster-pg:*"),
                    Arn(route.To, "pg:*"),
                    Arn(route.To, "og:*"),
                ]
            ),
            // The sharing key's own policy lets AWS services alone make grants; both sides have to agree.
            IamPolicy.Allow(UseKey, [sharingKeyArn ?? AnyKey(route.From), .. Own(targetKey, secretKey)]),
            IamPolicy.Allow(["kms:DescribeKey"], [AnyKey(route.To)]),
            // AWS keeps the new master password in Secrets Manager in the caller's name (Aurora User Guide, Password management).
            IamPolicy.Allow(
                Changes(StepSide.Target, "secretsmanager:"),
                [$"arn:{route.To.Partition}:secretsmanager:{route.To.Region}:{route.To.AccountId}:secret:rds!cluster-*"]
            ),
            FirstResource(route.To)
        );

    private static IEnumerable<string> Own(params IReadOnlyList<KeyFact?> keys) =>
        keys.Where(key => key is { Manager: "CUSTOMER" }).Select(key => key!.Arn).Distinct(StringComparer.Ordinal);

    /// <summary>RDS makes this role in the caller's name with an account's first cluster (Aurora User Guide, Service-linked roles).</summary>
    private static JsonObject FirstResource(Account account)
    {
        var statement = IamPolicy.Allow(
            ["iam:CreateServiceLinkedRole"],
            [$"arn:{account.Partition}:iam::{account.AccountId}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"]
        );
        statement["Condition"] = new JsonObject { ["StringLike"] = new JsonObject { ["iam:AWSServiceName"] = "rds.amazonaws.com" } };
        return statement;
    }

    /// <summary>The rights that the steps of a side name, of one service; tagging, which many need, last.</summary>
    private static List<string> Changes(StepSide side, string service) =>
        [
            .. Workflow
                .Steps.Where(step => step.Side == side)
                .SelectMany(step => step.IamActions)
                .Where(action => action.StartsWith(service, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .OrderBy(action => action.EndsWith(":AddTagsToResource", StringComparison.Ordinal)),
        ];

    private static string Arn(Account account, string resource) =>
        $"arn:{account.Partition}:rds:{account.Region}:{account.AccountId}:{resource}";

    private static string AnyKey(Account account) => $"arn:{account.Partition}:kms:{account.Region}:{account.AccountId}:key/*";
}
