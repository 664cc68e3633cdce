using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatSdk.Extensions.Resilience.Tests.Docs;

/// <summary>Runs code samples from the documentation.</summary>
[TestFixture]
public sealed class RunSnippetTests : ResilienceTest
{
    [Test]
    public void Samples_have_valid_options()
    {
        ServiceCollection services = new();
        ResilienceSnippets.AddToServices(services);
        using var provider = services.BuildServiceProvider();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Chat:BaseAddress"] = Server.BaseAddress;
        ResilienceSnippets.Add(builder);
        using var host = builder.Build();

        foreach (var each in new[] { provider, host.Services })
        {
            each.GetRequiredService<IStartupValidator>().Validate();
            each.GetRequiredService<ChatClient>().Should().NotBeNull();
        }
    }

    [Test]
    public async Task Predicate_sample_retries_after_status_404()
    {
        ServiceCollection services = new();
        ResilienceSnippets.AddPredicate(services);
        services.Configure<ChatClientOptions>(options => (options.BaseAddress, options.Model, options.RetryDelay) = (Server.BaseAddress, "m", TimeSpan.Zero));
        await using var provider = services.BuildServiceProvider();
        Server.AnswersError(404, "Loading.").AnswersText("Hello.");

        var answer = await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello.");
    }

    [Test]
    public void Configuration_sample_is_read()
    {
        const string Json = """{ "Resilience": { "Retry": { "MaxRetryAttempts": 4 }, "CircuitBreaker": { "BreakDuration": "00:00:30" }, "Hedging": { "Delay": "00:00:08" } } }""";
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json))).Build().GetSection("Resilience");

        var options = Build(builder => builder.AddChatResilience(section)).GetRequiredService<IOptionsMonitor<ChatResilienceOptions>>().CurrentValue;

        (options.Retry.MaxRetryAttempts, options.CircuitBreaker.BreakDuration, options.Hedging!.Delay).Should().Be((4, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8)));
    }
}
