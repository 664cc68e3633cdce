using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Extensions.HealthChecks.Tests.Docs;

/// <summary>The C# code in <c>docs/health-checks.md</c> and in the package's README.</summary>
internal static class HealthCheckSnippets
{
    public static void Readme(IServiceCollection services)
    {
        services.AddChatClient("http://localhost:8000");
        services.AddHealthChecks().AddChatClient();
    }

    public static void Add(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddHealthChecks().AddChatClient(tags: ["ready"]);
    }

    public static void AddSeveral(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient("fast", builder.Configuration.GetSection("Fast"));
        builder.Services.AddHealthChecks().AddKeyedChatClient("fast", failureStatus: HealthStatus.Degraded, configure: options =>
        {
            options.CacheDuration = TimeSpan.FromMinutes(5);
            options.SendPrompt = true;    // only if the server cannot list its models; consumes tokens
        });
    }
}
