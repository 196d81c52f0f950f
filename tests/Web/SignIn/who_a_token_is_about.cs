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

    private static ClaimsIdentity Token(string[] claims) =>
        new(claims.Select(claim => new Claim(claim.Split(':')[0], claim.Split(':')[1])));
}
