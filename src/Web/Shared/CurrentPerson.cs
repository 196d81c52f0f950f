using Microsoft.AspNetCore.Components.Authorization;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Shared;

/// <summary>Who looks at this page. The one place where pages get the actor that every verb asks for.</summary>
public sealed class CurrentPerson(AuthenticationStateProvider authentication)
{
    /// <summary>Null where nobody is signed in.</summary>
    public async Task<Actor?> FindAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return state.User.Identity?.IsAuthenticated == true ? state.User.ToActor() : null;
    }

    public async Task<Actor> GetAsync() => await FindAsync() ?? throw new InvalidOperationException("This page asks for sign-in.");
}
