using Microsoft.Extensions.Options;

namespace ChatSdk;

/// <summary>Validates the options of <c>AddFallback</c>. An error message about a server contains the index of the server in <see cref="ChatFallbackOptions.Servers"/>.</summary>
internal sealed class ChatFallbackOptionsValidator : IValidateOptions<ChatFallbackOptions>
{
    private readonly ChatClientOptionsValidator _serverValidator = new();

    public ValidateOptionsResult Validate(string? name, ChatFallbackOptions options)
    {
        List<string> failures = [];
        var prefix = string.IsNullOrEmpty(name) ? "AddFallback" : $"ChatClient '{name}', AddFallback";
        if (options.Servers.Count == 0)
        {
            failures.Add($"{prefix}: Servers is empty. Add at least one server, or do not call AddFallback.");
        }

        if (options.Cooldown < TimeSpan.Zero || options.Cooldown > TimeSpan.FromDays(1))
        {
            failures.Add($"{prefix}: Cooldown must not be negative or longer than a day.");
        }

        for (var place = 0; place < options.Servers.Count; place++)
        {
            failures.AddRange(FailuresOf(options.Servers[place], $"{prefix}: Servers[{place}]"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> FailuresOf(ChatClientOptions? server, string place)
    {
        if (server is null)
        {
            return [$"{place} is null."];
        }

        if (!string.IsNullOrWhiteSpace(server.BaseAddress))
        {
            var failures = _serverValidator.Validate(null, server).Failures?.Select(failure => $"{place}: {failure}") ?? [];
            return server.ForwardHeaders && ChatClientOptionsValidator.IsExposed(server)
                ? failures.Append($"{place}: BaseAddress is an http:// address of another machine, so ForwardHeaders would send headers, which may contain keys, unencrypted. Use https://, or set AllowInsecureHttp.")
                : failures;
        }

        var isEmpty = string.IsNullOrWhiteSpace(server.Model) && server.ApiKey is null && server.ApiKeyProvider is null;
        return isEmpty
            ? [$"{place} has neither a BaseAddress nor a Model nor a key."]
            : [
                .. server.RateLimits?.Failures($"{place}: {nameof(server.RateLimits)}") ?? [],
                .. BudgetRules.Failures(server).OfType<string>().Select(failure => $"{place}: {failure}"),
            ];
    }
}
