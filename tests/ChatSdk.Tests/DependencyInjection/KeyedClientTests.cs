using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests that two clients never share their options if their keys differ but have the same string representation.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KeyedClientTests
{
    private readonly ServiceCollection _services = new();

    private enum Tenant
    {
        Default,
    }

    private enum Region
    {
        Default,
    }

    private static IEnumerable<TestCaseData> Ambiguous =>
    [
        new TestCaseData(new object(), new object()).SetArgDisplayNames("two objects"),
        new TestCaseData(Tenant.Default, Region.Default).SetArgDisplayNames("values of two enums"),
        new TestCaseData(1, "1").SetArgDisplayNames("a number and its string"),
        new TestCaseData("1", 1).SetArgDisplayNames("a string and its number"),
        new TestCaseData(1, 1L).SetArgDisplayNames("numbers of two types"),
        new TestCaseData(null, "").SetArgDisplayNames("no key, and an empty key"),
        new TestCaseData("", null).SetArgDisplayNames("an empty key, and no key"),
        new TestCaseData(null, new Nameless()).SetArgDisplayNames("no key, and a key without a string"),
    ];

    [TestCaseSource(nameof(Ambiguous))]
    public void Second_key_with_the_same_string_representation_throws(object? first, object? second)
    {
        Add(first, "http://localhost:1");

        var act = () => Add(second, "http://localhost:2");

        act.Should().Throw<ArgumentException>().WithParameterName("key").WithMessage("*already registered*different string representations*");
    }

    [Test]
    public async Task First_client_is_unchanged_if_a_second_key_is_rejected()
    {
        await using var one = await FakeChatServer.StartAsync();
        await using var two = await FakeChatServer.StartAsync();
        Add(Tenant.Default, one.BaseAddress);
        FluentActions.Invoking(() => Add(Region.Default, two.BaseAddress)).Should().Throw<ArgumentException>();
        await using var provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ChatClient>(Tenant.Default).CreateAsync("Hi");

        one.Requests.Should().ContainSingle();
        two.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Equal_key_configures_the_same_client_again()
    {
        await using var server = await FakeChatServer.StartAsync();
        Add(Tenant.Default, "http://localhost:1");
        Add(Tenant.Default, server.BaseAddress);
        Add("fast", "http://localhost:1");
        Add(new string("fast"), server.BaseAddress);
        await using var provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ChatClient>(Tenant.Default).CreateAsync("Hi");
        await provider.GetRequiredKeyedService<ChatClient>("fast").CreateAsync("Hi");

        server.Requests.Should().HaveCount(2);
    }

    private void Add(object? key, string address)
    {
        Action<ChatClientOptions> configure = options => (options.BaseAddress, options.Model) = (address, "m");
        _ = key is null ? _services.AddChatClient(configure) : _services.AddKeyedChatClient(key, configure);
    }

    private sealed class Nameless
    {
        public override string? ToString() => null;
    }
}
