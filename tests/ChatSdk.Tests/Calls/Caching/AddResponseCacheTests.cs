using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Caching;

/// <summary>Tests that <c>AddResponseCache</c> reports a missing store, invalid options, and a builder that <c>AddChatClient</c> did not return.</summary>
[TestFixture]
public sealed class AddResponseCacheTests : CacheTest
{
    [Test]
    public void Missing_store_is_reported_when_the_client_is_created()
    {
        var program = NewProgram(services => services.AddChatClient(Set).AddResponseCache());

        var act = () => program.GetRequiredService<ChatClient>();

        act.Should().Throw<InvalidOperationException>().WithMessage("*IDistributedCache*AddDistributedMemoryCache*");
    }

    [Test]
    public async Task Missing_store_is_reported_when_the_host_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddChatClient(Set).AddResponseCache();
        using var host = builder.Build();

        var act = () => host.StartAsync(Guard);

        await act.Should().ThrowAsync<InvalidOperationException>().WithMessage("*IDistributedCache*");
    }

    [Test]
    public void Exception_names_the_invalid_options()
    {
        var act = () => NewCached(options => (options.Lifetime, options.KeyPrefix, options.MaxAnswerBytes, options.MaxWait) = (TimeSpan.Zero, null!, 0, TimeSpan.FromDays(2)));

        act.Should().Throw<OptionsValidationException>().WithMessage("*Lifetime*KeyPrefix*MaxAnswerBytes*MaxWait*");
    }

    [Test]
    public void AddResponseCache_throws_for_a_builder_that_AddChatClient_did_not_return()
    {
        var act = () => new ServiceCollection().AddHttpClient("other").AddResponseCache();

        act.Should().Throw<ArgumentException>().WithMessage("*'other'*AddChatClient*");
    }

    private void Set(ChatClientOptions options) => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m");
}
