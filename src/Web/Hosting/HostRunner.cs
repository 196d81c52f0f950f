using Microsoft.AspNetCore.Connections;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Hosting;

public static class HostRunner
{
    /// <summary>First what must be done before any page, then the server. What stops the start is said in words.</summary>
    public static async Task<int> OpenAndRunAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.Services.GetRequiredService<StartupSequence>().RunAsync(app.Lifetime.ApplicationStopping);
                await app.RunAsync();
                return 0;
            }
            catch (StartRefusedException e)
            {
                return StartRefusal.Print(e.Message);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                return StartRefusal.Print(
                    $"{e.Message.TrimEnd('.')}. Choose another address, for example with --urls http://127.0.0.1:5081."
                );
            }
        }
    }
}
