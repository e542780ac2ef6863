"""In place of Pulumi's package for Azure, which is far larger: the resources of the example, on any Pulumi SDK."""

import pulumi


def _camel(key):
    head, *rest = key.split("_")
    return head + "".join(word.title() for word in rest)


def _plain(value):
    if isinstance(value, dict):
        return {_camel(key): _plain(item) for key, item in value.items()}
    return value


class _Module:
    def __init__(self, module, *types):
        for type_ in types:
            setattr(self, type_, self._resource(f"azure-native:{module}:{type_}"))

    @staticmethod
    def _resource(token):
        class Resource(pulumi.CustomResource):
            name: pulumi.Output[str]
            properties: pulumi.Output[dict]

            def __init__(self, resource_name, opts=None, **inputs):
                outputs = {"name": None, "properties": None}
                super().__init__(token, resource_name, {**outputs, **_plain(inputs)}, opts)

        return Resource


resources = _Module("resources", "ResourceGroup")
cognitiveservices = _Module("cognitiveservices", "Account", "Deployment")
