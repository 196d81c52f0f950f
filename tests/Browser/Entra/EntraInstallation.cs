using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Browser.Tests.Entra;

/// <summary>The real host with SignIn:Mode=Entra. Only which authority's certificates it trusts differs from production.</summary>
public sealed class EntraInstallation : IAsyncLifetime
{
    private readonly Certificates _certificates = new();

    internal Directory Directory { get; private set; } = null!;
    internal Application App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory = await Directory.StartAsync(_certificates);
        App = new Application(configure: Configure);
    }

    /// <summary>Nobody waits for them: everybody was last asked about four minutes ago.</summary>
    internal async Task FourMinutesPassAsync()
    {
        await using var database = new SqliteConnection($"Data Source={App.Database};Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE Sessions SET CheckedAt = CheckedAt - 240000";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Directory.DisposeAsync();
        _certificates.Dispose();
    }

    private void Configure(IWebHostBuilder builder) =>
        builder
            .UseSetting("SignIn:Mode", "Entra")
            .UseSetting("SignIn:Entra:Instance", Directory.Instance)
            .UseSetting("SignIn:Entra:TenantId", Directory.Tenant)
            .UseSetting("SignIn:Entra:ClientId", Directory.ClientId)
            .UseSetting("SignIn:Entra:ClientSecret", Directory.ClientSecret)
            .ConfigureTestServices(services =>
            {
                services.Configure<OpenIdConnectOptions>(
                    SignInSchemes.Provider,
                    options => options.BackchannelHttpHandler = _certificates.Trusting()
                );
                services.Configure<JwtBearerOptions>(
                    SignInSchemes.Token,
                    options => options.BackchannelHttpHandler = _certificates.Trusting()
                );
                services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "authority");
                services.AddHttpClient("authority").ConfigurePrimaryHttpMessageHandler(_certificates.Trusting);
            });
}
