using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Hosting;

public static class HostRunner
{
    /// <summary>
    /// First what must be done before any page, then the server. What stops the start is said in words; and while shares may be open the process stays
    /// to close them.
    /// </summary>
    public static async Task<int> OpenAndRunAsync(this WebApplication app, string[] args)
    {
        string why;
        await using (app)
        {
            try
            {
                await app.Services.GetRequiredService<StartupSequence>().RunAsync(app.Lifetime.ApplicationStopping);
                await app.StartAsync();
                await app.WaitForShutdownAsync();
                return 0;
            }
            catch (ServedElsewhereException e)
            {
                return StartRefusal.Print(e.Message);
            }
            catch (StartRefusedException e)
            {
                why = e.Message;
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                why = $"{e.Message.TrimEnd('.')}. Choose another address, for example with --urls http://127.0.0.1:5081.";
            }
            catch (Exception e) when (!app.Lifetime.ApplicationStarted.IsCancellationRequested && IsOfTheMachine(e))
            {
                why = $"{(e.InnerException ?? e).Message} ({(e.InnerException ?? e).GetType().Name})";
            }
        }
        return await ClosingOnlyHost.RunAsync(args, [why]);
    }

    /// <summary>True for what a disk, a file, its rights or a database do; a mistake of the product is told with its stack trace.</summary>
    private static bool IsOfTheMachine(Exception e) =>
        e is IOException or UnauthorizedAccessException or DbException or DbUpdateException or CryptographicException;
}
