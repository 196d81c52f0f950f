using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// A refusal on its way from a form's post back to a page: in the address, sealed, so that a link cannot make a page say what somebody
/// else wrote, and for some minutes, so that it is not found again in a bookmark.
/// </summary>
public sealed class CarriedRefusals(IDataProtectionProvider protection)
{
    public const string Parameter = "refused";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _seal = protection
        .CreateProtector("SnapshotShare.CarriedRefusals")
        .ToTimeLimitedDataProtector();

    public RedirectHttpResult Back(string page, Refusal refusal) =>
        TypedResults.LocalRedirect(
            QueryHelpers.AddQueryString(page, Parameter, _seal.Protect(StoredJson.Write(refusal with { Fault = null }), Kept))
        );

    public Refusal? Read(string? carried)
    {
        if (string.IsNullOrEmpty(carried))
            return null;
        try
        {
            return StoredJson.Read<Refusal>(_seal.Unprotect(carried));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
