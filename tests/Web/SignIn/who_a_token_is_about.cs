using System.Security.Claims;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.SignIn;
using SnapshotShare.Web.SignIn.Entra;

namespace SnapshotShare.Web.Tests.SignIn;

/// <summary>Entra's tokens as its claims reference has them: people's with a subject of their own, programs' with their object ID.</summary>
public sealed class who_a_token_is_about
{
    private const string Tenant = "the-tenant";

    [Theory]
    [InlineData(false, "oid:o", "tid:the-tenant", "sub:s", "name:Somebody", "roles:Approver")]
    [InlineData(false, "oid:o", "tid:the-tenant", "sub:s", "preferred_username:somebody@example.com")]
    [InlineData(false, "oid:o", "tid:the-tenant", "sub:s", "scp:access", "azp:a-tool")]
    [InlineData(false, "oid:o", "tid:the-tenant", "sub:o", "scp:access", "name:Somebody", "roles:Approver")]
    [InlineData(true, "oid:o", "tid:the-tenant", "sub:o", "azp:a-program", "roles:Approver")]
    [InlineData(true, "oid:o", "tid:the-tenant", "sub:o", "name:A program with a name", "roles:Approver")]
    [InlineData(true, "oid:o", "tid:the-tenant", "idtyp:app", "sub:s", "name:x")]
    [InlineData(true, "oid:o", "tid:the-tenant", "azp:a-program")]
    public void is_a_person_or_a_program_and_stays_so_in_the_session(bool isApplication, params string[] claims)
    {
        var about = EntraPerson.Of(Token(claims), Tenant, sessionId: null)!;
        Assert.Equal(isApplication, about.IsApplication);
        Assert.Equal(isApplication, about.ToPrincipal("test").ToActor().IsApplication);
        Assert.Equal(!isApplication && about.Is(Role.Approver), about.Allows(Permission.Approve));
    }

    [Theory]
    [InlineData("oid:o", "tid:another-tenant")]
    [InlineData("oid:", "tid:the-tenant")]
    [InlineData("tid:the-tenant")]
    [InlineData("oid:o")]
    public void is_nobody_without_both_person_and_tenant(params string[] claims) =>
        Assert.Null(EntraPerson.Of(Token(claims), Tenant, sessionId: null));

    /// <summary>Entra's groups overage claim: nothing is granted by what it leaves out, and whoever it is about is told.</summary>
    [Theory]
    [InlineData(true, "hasgroups", "true")]
    [InlineData(true, "_claim_names", """{"groups":"src1"}""")]
    [InlineData(false, "_claim_names", """{"address":"src1"}""")]
    [InlineData(false, "_claim_names", "groups")]
    [InlineData(false, "hasgroups", "false")]
    [InlineData(false, "groups", "dba")]
    public void says_so_where_the_groups_are_too_many_to_be_named(bool leftOut, string claim, string value)
    {
        var token = Token(["oid:o", "tid:the-tenant", "sub:s", "name:Somebody", "roles:Approver"]);
        token.AddClaim(new Claim(claim, value));
        var about = EntraPerson.Of(token, Tenant, sessionId: null)!.ToPrincipal("test").ToActor();
        Assert.Equal((leftOut, claim == "groups" ? "dba" : ""), (about.GroupsLeftOut, string.Join(' ', about.Groups)));
        Assert.Equal([Role.Approver], about.Roles);
    }

    private static ClaimsIdentity Token(string[] claims) =>
        new(claims.Select(claim => new Claim(claim.Split(':')[0], claim.Split(':')[1])));
}
