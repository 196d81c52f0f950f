using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;

namespace SnapshotShare.Core.Tests.Identity;

public sealed class what_a_role_may_do
{
    /// <summary>Every permission and those who have it, by their first letters: Requester, approver (D for DBA), aUditor, Admin.</summary>
    private static readonly Dictionary<Permission, string> Expected = new()
    {
        [Permission.Read] = "RDUA",
        [Permission.Request] = "RDA",
        [Permission.CancelOwn] = "RDA",
        [Permission.CancelAny] = "DA",
        [Permission.ExtendOwn] = "RDA",
        [Permission.ExtendAny] = "A",
        [Permission.Approve] = "DA",
        [Permission.Reject] = "DA",
        [Permission.UnshareOwn] = "RDA",
        [Permission.UnshareAny] = "DA",
        [Permission.RetryOwn] = "RDA",
        [Permission.RetryAny] = "DA",
        [Permission.DriftUnshare] = "DA",
        [Permission.DriftPropose] = "DA",
        [Permission.DriftApprove] = "DA",
        [Permission.RemoveStray] = "DA",
        [Permission.ReadConnection] = "RDA",
        [Permission.Freeze] = "DA",
        [Permission.LiftFreeze] = "A",
        [Permission.VerifyLedger] = "UA",
        [Permission.GiveUpHeads] = "A",
        [Permission.Export] = "UA",
        [Permission.TakeEvidence] = "DUA",
        [Permission.CheckRoute] = "DA",
        [Permission.ReadJobs] = "A",
    };

    public static TheoryData<Permission> All => [.. Enum.GetValues<Permission>()];

    [Theory]
    [MemberData(nameof(All))]
    public void is_what_the_table_says_and_a_refusal_names_who_may(Permission permission)
    {
        var those = new[] { Rig.Developer, Rig.Dba, Rig.Auditor, Rig.Admin };
        Assert.Equal(Expected[permission], string.Concat(those.Select((actor, i) => actor.Allows(permission) ? "RDUA"[i..(i + 1)] : "")));
        foreach (var actor in those)
        {
            var refusal = RolePermissions.Refuses(actor, permission);
            Assert.Equal(actor.Allows(permission), refusal is null);
            if (refusal is null)
                continue;
            Assert.Equal((RefusalKind.Forbidden, "not-your-role"), (refusal.Kind, refusal.Message.Key));
            Assert.Equal(permission.ToString(), refusal.Message.Values["verb"]);
            Assert.Equal(string.Join(", ", RolePermissions.All[permission]), refusal.Message.Values["roles"]);
        }
    }

    /// <summary>People judge; a program with the same roles does everything else that they allow.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void is_a_program_s_too_except_what_takes_a_person_s_judgement(Permission permission)
    {
        Permission[] ofPeople =
        [
            Permission.Approve,
            Permission.DriftApprove,
            Permission.RemoveStray,
            Permission.LiftFreeze,
            Permission.GiveUpHeads,
        ];
        var program = new Actor("p", "application p", Enum.GetValues<Role>(), SessionId: null) { IsApplication = true };
        Assert.Equal(!ofPeople.Contains(permission), program.Allows(permission));
        Assert.Equal(ofPeople.Contains(permission) ? "people-only" : null, RolePermissions.Refuses(program, permission)?.Message.Key);
        Assert.True((program with { IsApplication = false }).Allows(permission));
    }

    [Fact]
    public void is_nothing_without_a_role() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.False((Rig.Dba with { Roles = [] }).Allows(permission)));

    [Fact]
    public void adds_up_over_roles_and_is_told_in_one_word()
    {
        var both = Rig.Dba with { Roles = [Role.Admin, Role.Requester] };
        Assert.True(both.Allows(Permission.Freeze) && both.Is(Role.Requester) && !both.Is(Role.Auditor));
        Assert.Equal(("Requester,Admin", "system"), (both.RoleText, Actor.Engine.RoleText));
    }
}
