using SnapshotShare.Core;
using SnapshotShare.Jobs;
using SnapshotShare.Web.Api;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.SignIn;

if (ContentRoot.TryCreateBuilder(args, out var why) is not { } builder)
    return await ClosingOnlyHost.RunAsync(args, [why]);
if (args.Contains(HealthProbe.Switch))
    return await HealthProbe.RunAsync(builder.Configuration);
var (installation, mistakes) = InstallationReader.Read(builder.Configuration, builder.Environment);
if (installation is null)
    return await ClosingOnlyHost.RunAsync(args, mistakes);

builder.AddHost(installation);
builder.AddCore(installation);
builder.Services.AddJobs(JobStorageChoice.SqliteFile(installation.JobsFile));
builder.Services.AddSignIn(installation);
builder.Services.AddApi();
builder.Services.AddPages();

var app = builder.Build();
app.UseHost();
app.UseProblems();
app.UseBodyLimit();
app.UseAuthentication();
app.UseEdgeLimits();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
app.MapSignIn();
app.MapApi();
app.MapJobsDashboard();
app.MapPages();
return await app.OpenAndRunAsync(args);
