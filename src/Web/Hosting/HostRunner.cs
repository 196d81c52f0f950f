using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Hosting;

public static partial class HostRunner
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
            var start = app.Services.GetRequiredService<HostStart>();
            app.Lifetime.ApplicationStarted.Register(start.Ended);
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
            catch (Exception e) when (e is not OperationCanceledException && !start.IsOver)
            {
                Log.NotStarted(app.Logger, e);
                why = StartTrouble.Of(e);
            }
        }
        return await ClosingOnlyHost.RunAsync(args, [why]);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "It does not start.")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}
