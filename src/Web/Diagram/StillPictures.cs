using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Diagram;

/// <summary>
/// Pictures that never change, drawn once in each language for all who look at them: a page of a dozen would otherwise cost the server
/// megabytes for everybody who has it open.
/// </summary>
public sealed class StillPictures(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<(DiagramModel Model, string Language), MarkupString> _drawn = new();

    public async ValueTask<MarkupString> OfAsync(DiagramModel model, string language)
    {
        if (!_drawn.TryGetValue((model, language), out var picture))
            _drawn[(model, language)] = picture = await DrawAsync(model, language);
        return picture;
    }

    private async Task<MarkupString> DrawAsync(DiagramModel model, string language)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Localizer>().Use(language);
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(StepDiagram.Model)] = model,
                [nameof(StepDiagram.Still)] = true,
            };
            var drawn = await renderer.RenderComponentAsync<StepDiagram>(ParameterView.FromDictionary(parameters));
            return new MarkupString(drawn.ToHtmlString());
        });
    }
}
