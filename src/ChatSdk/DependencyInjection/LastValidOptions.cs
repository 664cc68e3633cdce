using System.Collections.Concurrent;
using ChatSdk;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Creates the options for clients. If the options of a client that reloads them become invalid, the last valid ones remain in use. The
/// default factory would instead throw an exception in the code that changed the configuration, and later in each call.
/// </summary>
internal sealed class LastValidOptions(
    IEnumerable<IConfigureOptions<ChatClientOptions>> setups,
    IEnumerable<IPostConfigureOptions<ChatClientOptions>> postConfigures,
    IEnumerable<IValidateOptions<ChatClientOptions>> validations,
    ILoggerFactory logs) : IOptionsFactory<ChatClientOptions>
{
    private readonly OptionsFactory<ChatClientOptions> _factory = new(setups, postConfigures, validations);
    private readonly ConcurrentDictionary<string, ChatClientOptions> _valid = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ChatClientOptions Create(string name)
    {
        try
        {
            var options = _factory.Create(name);
            if (_valid.TryGetValue(name, out var last) && last.ReloadsOnChange)
            {
                ContinueBudgets(last, options);
            }

            return _valid[name] = options;
        }
        catch (Exception exception) when (_valid.TryGetValue(name, out var valid) && valid.ReloadsOnChange)
        {
            ChatLog.Of(logs).ReloadFailed(ChatClientBuilders.HttpNameOf(name), exception.Message);
            return valid;
        }
    }

    // A reload creates the budgets again, but must not reset their spending.
    private static void ContinueBudgets(ChatClientOptions last, ChatClientOptions options)
    {
        options.Budget = ChatBudget.Continue(last.Budget, options.Budget);
        foreach (var (before, now) in (last.Fallback?.Servers ?? []).Zip(options.Fallback?.Servers ?? []))
        {
            now.Budget = ChatBudget.Continue(before.Budget, now.Budget);
        }
    }
}
