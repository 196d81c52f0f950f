using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>Aurora User Guide, "Encrypting Amazon Aurora resources": what runs under a key, and what stands under it, when that is gone.</summary>
public sealed class when_a_key_is_lost
{
    private const string Lost = "inaccessible-encryption-credentials";
    private const string OwnerOnly =
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}]}""";

    private static readonly Place Dev = new(TestAws.Development, TestAws.Region);

    private static readonly Dictionary<string, Action<DirectKms>> Ways = new(StringComparer.Ordinal)
    {
        ["disabled"] = kms => KeyStates.Disable(kms.Accounts, kms.Sharing, DirectKms.Now),
        ["scheduled"] = kms => KeyStates.ScheduleDeletion(kms.Accounts, kms.Sharing, 7, DirectKms.Now),
    };

    /// <summary>A snapshot of production's on its way, under the key that is shared or under another.</summary>
    private static Snapshot Moving(
        DirectKms kms,
        string name,
        string status,
        string? key = TestAws.SharingKey,
        string account = TestAws.Production
    )
    {
        var made = kms.World.Snapshots.Find(kms.Prod.Key("prod-altplus-before-upgrade"))! with
        {
            Account = account,
            Name = name,
            KmsKeyArn = key,
            SourceArn = TestAws.SnapshotArn(TestAws.Production, "prod-altplus-before-upgrade"),
            CopiedBy = DirectKms.DevRole,
            Life = Timeline.Of(DirectKms.Now.AddMinutes(-1), TimeSpan.FromMinutes(4), status, "available"),
        };
        kms.World.Snapshots.Put(made);
        return made;
    }

    private static void Grant(DirectKms kms, string id, string? forSnapshot) =>
        kms.World.Grants.Put(
            new(TestAws.SharingKey, id, "t" + id, DirectKms.DevRole, ["Decrypt"], DirectKms.Now)
            {
                IssuingAccount = TestAws.Production,
                ForSnapshotArn = forSnapshot,
            }
        );

    private static string Status(DirectKms kms, string name, string account = TestAws.Production) =>
        kms.World.Snapshots.Find(new Place(account, TestAws.Region).Key(name))!.StatusAt(DirectKms.Now);

    private static string Cluster(DirectKms kms, string name) => kms.World.Clusters.Find(kms.Prod.Key(name))!.StatusAt(DirectKms.Now);

    [Theory]
    [InlineData("disabled")]
    [InlineData("scheduled")]
    public void a_copy_that_uses_it_fails_and_nothing_else_does(string way)
    {
        using var kms = new DirectKms();
        Moving(kms, "under-it", "copying");
        Moving(kms, "under-another", "copying", TestAws.ProdDefaultKey);
        Moving(kms, "being-made", "creating");
        Grant(kms, "1", Moving(kms, "of-it", "copying", TestAws.DevDefaultKey, TestAws.Development).Arn);

        Ways[way](kms);

        Assert.Equal(
            ("failed", "copying", "creating", "failed"),
            (Status(kms, "under-it"), Status(kms, "under-another"), Status(kms, "being-made"), Status(kms, "of-it", TestAws.Development))
        );
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("scheduled")]
    public void a_cluster_under_it_cannot_be_read_and_the_others_can(string way)
    {
        using var kms = new DirectKms();
        kms.World.Clusters.Put(kms.World.Clusters.Find(kms.Prod.Key("prod-orders-cluster"))! with { KmsKeyArn = TestAws.SharingKey });
        kms.World.Clusters.Put(
            kms.World.Clusters.Find(kms.Prod.Key("prod-batch-cluster"))! with
            {
                KmsKeyArn = TestAws.SharingKey,
                Status = "creating",
            }
        );

        Ways[way](kms);

        Assert.Equal(
            (Lost + "-recoverable", "available", "creating"),
            (Cluster(kms, "prod-orders-cluster"), Cluster(kms, "prod-altplus-cluster"), Cluster(kms, "prod-batch-cluster"))
        );
        KeyStates.Enable(kms.Accounts, kms.Sharing);
        Assert.Equal(("available", "creating"), (Cluster(kms, "prod-orders-cluster"), Cluster(kms, "prod-batch-cluster")));
    }

    [Fact]
    public void its_aliases_and_grants_go_with_it_and_its_clusters_are_lost()
    {
        using var kms = new DirectKms();
        kms.World.Clusters.Put(kms.World.Clusters.Find(kms.Prod.Key("prod-orders-cluster"))! with { KmsKeyArn = TestAws.SharingKey });
        Grant(kms, "1", forSnapshot: null);
        kms.World.Grants.Put(
            new(TestAws.ProdDefaultKey, "2", "t", DirectKms.DevRole, ["Decrypt"], DirectKms.Now) { IssuingAccount = TestAws.Production }
        );
        var aliases = kms.World.Aliases.Count;

        KeyStates.Delete(kms.Accounts, kms.Sharing);

        Assert.Null(kms.World.Keys.Find(kms.Prod.Key(DirectKms.Id)));
        Assert.Null(kms.World.Aliases.Find(kms.Prod.Prefix + "alias/dev-altplus-key"));
        Assert.Equal(aliases - 1, kms.World.Aliases.Count);
        Assert.Equal("2", kms.World.Grants.All.Single().Id);
        Assert.Equal((Lost, "available"), (Cluster(kms, "prod-orders-cluster"), Cluster(kms, "prod-altplus-cluster")));
    }

    [Theory]
    [InlineData(false, OwnerOnly, "copying")]
    [InlineData(true, OwnerOnly, "failed")]
    [InlineData(true, null, "copying")]
    public void a_new_policy_fails_a_running_copy_only_where_that_is_believed_and_it_no_longer_lets_it(
        bool believed,
        string? policy,
        string status
    )
    {
        using var kms = new DirectKms(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Rules = new() { KeyPolicyFailsRunningCopy = believed },
            }
        );
        Grant(kms, "1", Moving(kms, "of-it", "copying", TestAws.DevDefaultKey, TestAws.Development).Arn);
        Moving(kms, "under-another", "copying", TestAws.DevDefaultKey, TestAws.Development);
        Moving(kms, "being-made", "creating", TestAws.SharingKey, TestAws.Development);

        kms.Answer(
            "PutKeyPolicy",
            $$"""{"KeyId":"{{DirectKms.Id}}","Policy":{{System.Text.Json.JsonSerializer.Serialize(policy ?? kms.Sharing.Policy)}}}"""
        );

        Assert.Equal(
            (status, "copying", "creating"),
            (
                Status(kms, "of-it", TestAws.Development),
                Status(kms, "under-another", TestAws.Development),
                Status(kms, "being-made", TestAws.Development)
            )
        );
    }

    [Fact]
    public void the_copy_that_lives_on_a_grant_fails_with_it_and_no_other()
    {
        using var kms = new DirectKms();
        Grant(kms, "1", Moving(kms, "first", "copying").Arn);
        Grant(kms, "2", Moving(kms, "second", "copying").Arn);
        Grant(kms, "3", Moving(kms, "third", "copying").Arn);
        Grant(kms, "4", forSnapshot: null);
        Grant(kms, "5", Moving(kms, "being-deleted", "deleting").Arn);
        Grants.Delete(kms.Call("RevokeGrant"), Found("4"));
        Grants.Delete(kms.Call("RevokeGrant"), Found("5"));
        Assert.Equal(("copying", "deleting"), (Status(kms, "first"), Status(kms, "being-deleted")));

        Grants.Delete(kms.Call("RevokeGrant"), Found("2"));

        Assert.Equal(("copying", "failed", "copying"), (Status(kms, "first"), Status(kms, "second"), Status(kms, "third")));

        Grant Found(string id) => kms.World.Grants.Find($"{TestAws.SharingKey}/{id}")!;
    }

    [Fact]
    public void a_cluster_comes_back_while_it_may_still_be_recovered_and_one_on_its_own_way_is_left_on_it()
    {
        using var kms = new DirectKms(
            new SandboxOptions
            {
                Speed = 2,
                Seed = 1,
                Durations = new() { KeyRecovery = 60 },
            }
        );
        Cluster Of(string name) => kms.World.Clusters.Find(kms.Prod.Key(name))!;
        var moving = Of("prod-orders-cluster") with
        {
            KmsKeyArn = TestAws.SharingKey,
            Life = Timeline.Of(DirectKms.Now, TimeSpan.FromMinutes(5), "modifying", "available"),
        };
        var gone = Of("prod-batch-cluster") with { KmsKeyArn = TestAws.SharingKey, KeyLostAt = DirectKms.Now.AddDays(-8), Status = Lost };
        kms.World.Clusters.Put(moving);
        kms.World.Clusters.Put(gone);
        kms.World.Clusters.Put(Of("prod-altplus-cluster") with { KmsKeyArn = TestAws.SharingKey });

        KeyStates.Disable(kms.Accounts, kms.Sharing, DirectKms.Now);

        Assert.Equal((moving, gone), (Of("prod-orders-cluster"), Of("prod-batch-cluster")));
        var lost = Of("prod-altplus-cluster");
        Assert.Equal((DirectKms.Now, DirectKms.Now.AddMinutes(30)), (lost.KeyLostAt!.Value, lost.Life!.EndsAt));

        KeyStates.Enable(kms.Accounts, kms.Sharing);

        Assert.Equal((moving, gone), (Of("prod-orders-cluster"), Of("prod-batch-cluster")));
        Assert.Equal((null, null), (Of("prod-altplus-cluster").KeyLostAt, Of("prod-altplus-cluster").Life));
    }
}
