using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Accounts;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>The IAM policy that each acting role needs: the calls that planning, pipeline, watchdog and observer make, and no others.</summary>
public static class RolePolicy
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] LookInSource =
    [
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:DescribeAccountAttributes",
        "kms:ListAliases",
    ];

    private static readonly string[] ChangeInSource =
    [
        "rds:CreateDBClusterSnapshot",
        "rds:CopyDBClusterSnapshot",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:DeleteDBClusterSnapshot",
        "rds:AddTagsToResource",
    ];

    private static readonly string[] LookInTarget =
    [
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:DescribeDBSubnetGroups",
        "rds:DescribeDBClusterParameterGroups",
        "rds:DescribeOrderableDBInstanceOptions",
        "rds:DescribeAccountAttributes",
        "ec2:DescribeSecurityGroups",
        "kms:ListAliases",
    ];

    private static readonly string[] ChangeInTarget =
    [
        "rds:CopyDBClusterSnapshot",
        "rds:RestoreDBClusterFromSnapshot",
        "rds:CreateDBInstance",
        "rds:ModifyDBCluster",
        "rds:DeleteDBInstance",
        "rds:DeleteDBCluster",
        "rds:DeleteDBClusterSnapshot",
        "rds:AddTagsToResource",
    ];

    /// <summary>AWS keeps the new master password in Secrets Manager in the caller's name (Aurora User Guide, Password management).</summary>
    private static readonly string[] ReplacePassword = ["secretsmanager:CreateSecret", "secretsmanager:TagResource"];

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
        Document(
            Allow(LookInSource, ["*"]),
            Allow(ChangeInSource, [Arn(route.From, "cluster-snapshot:*"), Arn(route.From, "cluster:*")]),
            Allow([.. UseKey, "kms:GetKeyPolicy"], [sharingKeyArn ?? AnyKey(route.From)]),
            sourceKey is { Manager: "CUSTOMER" } own && own.Arn != sharingKeyArn ? Allow(UseKey, [own.Arn]) : null,
            // Keys are described to tell AWS's own from the account's.
            Allow(["kms:DescribeKey"], [AnyKey(route.From)])
        );

    public static string OfTarget(Route route, string? sharingKeyArn, KeyFact? targetKey) =>
        Document(
            Allow(LookInTarget, ["*"]),
            Allow(
                ChangeInTarget,
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
            Allow(UseKey, [sharingKeyArn ?? AnyKey(route.From), .. targetKey is { Manager: "CUSTOMER" } own ? [own.Arn] : (string[])[]]),
            Allow(["kms:DescribeKey"], [AnyKey(route.To)]),
            Allow(ReplacePassword, [$"arn:{route.To.Partition}:secretsmanager:{route.To.Region}:{route.To.AccountId}:secret:rds!cluster-*"])
        );

    /// <summary>One statement to add to a role's policy.</summary>
    public static string Statement(IReadOnlyList<string> actions, IReadOnlyList<string> resources) =>
        Allow(actions, resources).ToJsonString(Readable);

    /// <summary>Who may assume the role, with the external ID where one is agreed (IAM User Guide, Roles for third parties).</summary>
    public static string Trust(string principalArn, string? externalId)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = principalArn },
            ["Action"] = "sts:AssumeRole",
        };
        if (externalId is not null)
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = externalId } };
        return Document(statement);
    }

    private static string Document(params ReadOnlySpan<JsonObject?> statements)
    {
        var list = new JsonArray();
        foreach (var statement in statements)
            if (statement is not null)
                list.Add(statement);
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = list }.ToJsonString(Readable);
    }

    private static JsonObject Allow(IReadOnlyList<string> actions, IReadOnlyList<string> resources) =>
        new()
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]),
        };

    private static string Arn(Account account, string resource) =>
        $"arn:{account.Partition}:rds:{account.Region}:{account.AccountId}:{resource}";

    private static string AnyKey(Account account) => $"arn:{account.Partition}:kms:{account.Region}:{account.AccountId}:key/*";
}
