using System.CommandLine;

namespace ChatSdk.Tool.Tests;

public sealed class ConnectionOptionsTests : ToolTest
{
    [Test]
    public void Values_on_the_command_line_take_precedence_over_the_environment_and_the_profile()
    {
        WriteProfiles("""{ "default": { "url": "http://localhost:1", "key": "profile-key", "model": "profile-model" } }""");
        SetVariables("http://localhost:2", "environment-key", "environment-model");

        var options = Resolve("--url", "http://localhost:3", "--key", "option-key", "--model", "option-model");

        Values(options).Should().Be(("http://localhost:3", "option-key", "option-model"));
    }

    [Test]
    public void Values_that_are_not_on_the_command_line_are_taken_from_the_environment()
    {
        WriteProfiles("""{ "default": { "url": "http://localhost:1", "key": "profile-key", "model": "profile-model" } }""");
        SetVariables("http://localhost:2", "environment-key", "environment-model");

        var options = Resolve("--model", "option-model");

        Values(options).Should().Be(("http://localhost:2", "environment-key", "option-model"));
    }

    [Test]
    public void Profile_named_default_is_used_if_no_address_is_specified()
    {
        WriteProfiles("""{ "default": { "url": "http://localhost:1", "key": "profile-key", "model": "profile-model" } }""");

        var options = Resolve();

        Values(options).Should().Be(("http://localhost:1", "profile-key", "profile-model"));
    }

    [Test]
    public void Key_and_model_in_the_environment_are_not_used_for_the_server_in_a_profile()
    {
        WriteProfiles("""{ "local": { "url": "http://localhost:1" } }""");
        SetVariables("http://localhost:2", "environment-key", "environment-model");

        var options = Resolve("--profile", "local");

        Values(options).Should().Be(("http://localhost:1", null, null));
    }

    [Test]
    public void Key_and_model_in_the_default_profile_are_not_used_for_another_address()
    {
        WriteProfiles("""{ "default": { "url": "http://localhost:1", "key": "profile-key", "model": "profile-model" } }""");

        var options = Resolve("--url", "http://localhost:3");

        Values(options).Should().Be(("http://localhost:3", null, null));
    }

    [TestCase("http://localhost:3/v1", null)]
    [TestCase("https://localhost:2/v1", null)]
    [TestCase("localhost:2/other", "stored-key")]
    [TestCase("http://LOCALHOST:2", "stored-key")]
    public void Stored_key_is_used_only_for_the_server_that_it_is_stored_with(string address, string? key)
    {
        WriteProfiles("""{ "work": { "url": "http://localhost:2/v1", "key": "stored-key" } }""");
        SetVariables("http://localhost:2/v1", "stored-key", "m");

        Resolve("--url", address).ApiKey.Should().Be(key);
        Resolve("--profile", "work", "--url", address).ApiKey.Should().Be(key);
    }

    [Test]
    public void Key_in_the_environment_without_an_address_is_used_for_the_address_on_the_command_line()
    {
        Variables["CHATSDK_API_KEY"] = "environment-key";

        Resolve("--url", "http://localhost:3").ApiKey.Should().Be("environment-key");
    }

    [Test]
    public void Profile_can_take_its_key_from_an_environment_variable()
    {
        WriteProfiles("""{ "work": { "url": "https://host/v1", "keyVariable": "WORK_KEY" } }""");
        Variables["WORK_KEY"] = "work-key";

        var options = Resolve("--profile", "work");

        options.ApiKey.Should().Be("work-key");
    }

    [Test]
    public void Address_without_a_scheme_is_an_http_address()
    {
        var options = Resolve("--url", "localhost:8080/v1");

        options.BaseAddress.Should().Be("http://localhost:8080/v1");
    }

    [Test]
    public void Key_for_an_unencrypted_address_is_accepted_only_with_allow_insecure_http()
    {
        string[] arguments = ["--url", "http://192.0.2.1/v1", "--key", "secret-key"];

        var resolve = () => Resolve(arguments);

        resolve.Should().Throw<ToolException>().WithMessage("*unencrypted*--allow-insecure-http*").Which.Message.Should().NotContain("secret-key");
        Resolve([.. arguments, "--allow-insecure-http"]).AllowInsecureHttp.Should().BeTrue();
    }

    [TestCase("""{ "work": { "key": "secret-key", """, "*profiles.json is invalid on line 1.*")]
    [TestCase("{\n  \"work\": {\n    \"apiKey\": \"secret-key\"\n  }\n}", "*profiles.json is invalid on line 3.*")]
    [TestCase("""{ "work": "secret-key" }""", "*profiles.json is invalid on line 1.*")]
    [TestCase("""{ "home": { "key": "secret-key" } }""", "There is no profile 'work' in *profiles.json. The file contains: home.")]
    [TestCase("{ }", "There is no profile 'work', because *profiles.json does not exist or has no profiles.")]
    [TestCase("""{ "work": { "key": "secret-key" } }""", "There is no server address. Use --url, set CHATSDK_BASE_URL, or add a profile to *profiles.json.")]
    [TestCase("""{ "work": { "url": "ftp://host", "key": "secret-key" } }""", "The address must be an absolute address that starts with http:// or https://*")]
    [TestCase("""{ "work": { "url": "https://host", "keyVariable": "WORK_KEY" } }""", "*the environment variable WORK_KEY, which is not set or is empty.")]
    public void Unusable_profile_is_reported_without_its_key(string profiles, string message)
    {
        WriteProfiles(profiles);

        var resolve = () => Resolve("--profile", "work");

        resolve.Should().Throw<ToolException>().WithMessage(message).Which.Message.Should().NotContain("secret");
    }

    [Test]
    public void Completion_suggests_the_profile_names()
    {
        WriteProfiles("""{ "home": { }, "work": { } }""");
        var (command, _) = CreateCommand();

        var completions = command.Parse("--profile ").GetCompletions();

        completions.Select(completion => completion.Label).Should().Contain(["home", "work"]);
    }

    private static (string?, string?, string?) Values(ChatClientOptions options) => (options.BaseAddress, options.ApiKey, options.Model);

    private (Command Command, ConnectionOptions Options) CreateCommand()
    {
        var command = new Command("test");
        return (command, new ConnectionOptions(command, Context));
    }

    private ChatClientOptions Resolve(params string[] arguments)
    {
        var (command, options) = CreateCommand();
        return options.Resolve(command.Parse(arguments), Context);
    }

    private void SetVariables(string address, string key, string model) =>
        (Variables["CHATSDK_BASE_URL"], Variables["CHATSDK_API_KEY"], Variables["CHATSDK_MODEL"]) = (address, key, model);
}
