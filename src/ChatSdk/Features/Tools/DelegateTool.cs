using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk;

/// <summary>Creates the schema for the parameters of a delegate, and calls the delegate with the model's arguments.</summary>
internal sealed class DelegateTool
{
    private readonly Delegate _function;
    private readonly Func<JsonElement, ChatToolCall, CancellationToken, object?>[] _sources;
    private readonly List<DelegateParameter> _parameters = [];
    private readonly DelegateResult _result;
    private readonly ToolTypes _types;
    private readonly IServiceProvider? _services;

    /// <summary>Initializes a new instance of the <see cref="DelegateTool"/> class.</summary>
    /// <exception cref="ArgumentException">The function is <c>async void</c>, a type is not supported, or a parameter requires a service but there is no service provider.</exception>
    public DelegateTool(Delegate function, ToolTypes types, IServiceProvider? services)
    {
        (_function, _types, _services) = (function, types, services);
        var method = function.Method;
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw WrongArgument.Because("The function is 'async void', so its completion cannot be awaited. Return a Task instead.", "function");
        }

        // A delegate that was created from an extension method already has its first argument.
        var bound = method.IsStatic && function.Target is not null ? 1 : 0;
        _sources = [.. method.GetParameters().Skip(bound).Select(SourceOf)];
        _result = new DelegateResult(method.ReturnType, types);
    }

    public JsonElement Schema(bool isStrict)
    {
        JsonObject members = [];
        JsonObject definitions = [];
        foreach (var parameter in _parameters)
        {
            members[parameter.Name] = parameter.Schema(definitions, isStrict);
        }

        JsonObject schema = new()
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray([.. _parameters.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Name))]),
            ["additionalProperties"] = false,
        };
        if (definitions.Count > 0)
        {
            schema["$defs"] = definitions;
        }

        if (isStrict)
        {
            StrictSchema.Apply(schema, "The arguments");
        }

        return FieldBag.ElementOf(schema);
    }

    /// <summary>Calls the delegate.</summary>
    /// <exception cref="ToolArgumentException">The arguments do not match the schema.</exception>
    public ValueTask<string> InvokeAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        var json = ToolArguments.Parse(call);
        object?[] arguments = [.. _sources.Select(source => source(json, call, cancellationToken))];
        try
        {
            return _result.ReadAsync(_function.DynamicInvoke(arguments));
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException ?? exception);
            throw;
        }
    }

    private Func<JsonElement, ChatToolCall, CancellationToken, object?> SourceOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef || type.IsPointer || type.IsByRefLike)
        {
            throw WrongArgument.Because($"The parameter '{parameter.Name}' is not supported. The function of a tool cannot have ref, in, out, pointer or span parameters.", "function");
        }

        if (type == typeof(CancellationToken))
        {
            return (_, _, token) => token;
        }

        if (type == typeof(ChatToolCall))
        {
            return (_, call, _) => call;
        }

        return ServiceOf(parameter) ?? ArgumentOf(parameter);
    }

    private Func<JsonElement, ChatToolCall, CancellationToken, object?>? ServiceOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(IServiceProvider))
        {
            return _services is { } all ? (_, _, _) => all : throw NoServices(parameter);
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return _services is { } some ? (_, _, _) => some.GetRequiredKeyedService(type, keyed.Key) : throw NoServices(parameter);
        }

        return _types.Find(type) is null && _services?.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService known && known.IsService(type)
            ? (_, _, _) => _services.GetRequiredService(type)
            : null;
    }

    private Func<JsonElement, ChatToolCall, CancellationToken, object?> ArgumentOf(ParameterInfo parameter)
    {
        var argument = new DelegateParameter(parameter, _types);
        _parameters.Add(argument);
        return (json, _, _) => argument.Read(json);
    }

    private static ArgumentException NoServices(ParameterInfo parameter) =>
        WrongArgument.Because($"The parameter '{parameter.Name}' requires a service, but no service provider was specified.", "services");
}
